import type { EntryOf } from './entry'

type SignOff = EntryOf<'sign-off'>

/** A stretch of time (milliseconds since 1970; `to` is not in it) and the sign-off that holds of it, if it was signed. */
export interface Segment {
  from: number
  to: number
  signOff: SignOff | undefined
}

/** Whether a sign-off is about all of these accounts; none given means all that there are. */
const isAbout = ({ accounts }: SignOff, asked: readonly string[]) => accounts.length === 0 || (asked.length > 0 && asked.every((account) => accounts.includes(account)))

/**
 * Cuts a span where sign-offs begin and end. Of several the newest holds: who signs again has looked at what came late.
 * @param accounts which are asked about; all, if there are none
 */
export function segmentsOf(signOffs: readonly SignOff[], from: number, to: number, accounts: readonly string[]): Segment[] {
  const about = signOffs.filter((each) => isAbout(each, accounts)).map((signOff) => ({ signOff, from: Date.parse(signOff.period.from), to: Date.parse(signOff.period.to) }))
  const cuts = [...new Set([from, to, ...about.flatMap((each) => [each.from, each.to])])].filter((cut) => cut >= from && cut <= to).sort((a, b) => a - b)
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? from
    const over = about.filter((each) => each.from <= start && each.to >= end)
    const newest = over.reduce<SignOff | undefined>((best, { signOff }) => (best && best.seq > signOff.seq ? best : signOff), undefined)
    return { from: start, to: end, signOff: newest }
  })
}

/** Up to when the latest signed stretch goes, in milliseconds since 1970: the next review begins there. */
export const lastSigned = (segments: readonly Segment[]): number | undefined => segments.findLast(({ signOff }) => signOff !== undefined)?.to
