import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { calendarContract, dayStates } from '@/lib/api/sign-offs'
import type { QueryOptions } from '@/lib/engine/engine'
import { BadParameter, type FixedFilter } from '@/lib/filter/filter'
import { wanted } from '@/lib/filter/spelling'
import { lastSigned, segmentsOf, type Segment } from '@/lib/journal/signed'
import { escalations } from '@/lib/journal/state'
import { perDay } from './per-day'
import type { Question } from './question'
import { lateRecords, upTo, type Known } from './sign-offs'
import type { ReviewedStore, Store } from './store'

const day = 86_400_000
const mostDays = 400

/** Which days are signed, by whom, how long it took, which are missing, and which were reopened by late records. */
export async function calendar({ store, filter, options }: Question<typeof calendarContract, ReviewedStore>): Promise<Answer<typeof calendarContract>> {
  const { journal } = store
  const state = journal.state()
  const signed = signedUpTo(store, filter)
  return {
    version: journal.version(),
    days: await calendarDays(store, filter, state, options),
    escalations: escalations(state).map(({ item, escalation: { by, at, note } }) => ({ item, by, at, note: note ?? null })),
    lastSigned: signed === undefined ? null : new Date(signed).toISOString(),
  }
}

/** Up to when everything is signed in the accounts that a Filter chooses, in milliseconds since 1970. */
export const signedUpTo = ({ journal }: Pick<ReviewedStore, 'journal'>, filter: Pick<FixedFilter, 'choices'>): number | undefined =>
  lastSigned(segmentsOf(journal.state().signOffs, 0, Date.now(), accountsOf(filter)))

/** The accounts that a Filter chooses; all, if there are none. */
export const accountsOf = ({ choices: { account } }: Pick<FixedFilter, 'choices'>): string[] =>
  (account?.include ?? []).map((spelling) => {
    const want = wanted(spelling)
    return want.kind === 'text' && want.parts.length === 1 ? (want.parts[0] ?? '') : spelling
  })

type Day = Answer<typeof calendarContract>['days'][number]

/**
 * The days of a Filter's span, in its zone and its accounts, by what was known of them.
 * @throws BadParameter if there are more than 400
 */
export async function calendarDays(store: Store, filter: FixedFilter, known: Known, options: QueryOptions): Promise<Day[]> {
  const { engine } = store
  const now = Date.now()
  const { account } = filter.choices
  const { from } = filter
  if (filter.to.getTime() - from.getTime() > mostDays * day) throw new BadParameter('from', from.toISOString(), `a time at most ${mostDays} days before “to”`)
  const span = upTo({ ...filter, choices: account ? { account } : {} }, known.batch)
  const counts = await perDay(engine, span, new Map(), options)

  const days = counts.map(({ date, start, count }, index) => {
    const begins = new Date(Math.max(start.getTime(), from.getTime()))
    const end = counts[index + 1]?.start ?? new Date(Math.max(span.to.getTime(), begins.getTime() + 1))
    const past = Math.min(end.getTime(), Math.max(now, begins.getTime()))
    return { date, start: begins, end, count, segments: past > begins.getTime() ? segmentsOf(known.signOffs, begins.getTime(), past, accountsOf(filter)) : [] }
  })
  const signed = days.flatMap(({ segments }, index) => segments.flatMap(({ from: first, to, signOff }) => (signOff ? [{ index, batch: signOff.batch, filter: { ...span, from: new Date(first), to: new Date(to) } }] : [])))
  const late = await lateRecords(engine, signed, options)

  const covered = store.covers()
  return days.map(({ date, start, end, count, segments }, index) => {
    const holding = [...new Map(segments.flatMap(({ signOff }) => (signOff ? [[signOff.seq, signOff] as const] : []))).values()]
    const arrived = signed.reduce((sum, each, place) => (each.index === index ? sum + (late[place] ?? 0) : sum), 0)
    const times = holding.flatMap(({ seconds }) => seconds ?? [])
    const isStored = covered !== undefined && start.getTime() <= covered.to * 1000 && end.getTime() > covered.from * 1000
    return {
      date, from: start.toISOString(), to: end.toISOString(), events: count, late: arrived,
      // What is told as of an earlier batch does not depend on what has come since.
      state: stateOf(segments, arrived, start.getTime() > now, isStored || count > 0 || known.batch !== undefined),
      signOffs: holding.map(({ seq }) => seq), by: [...new Set(holding.map(({ by }) => by))],
      seconds: times.length > 0 ? times.reduce((sum, each) => sum + each, 0) : null,
      openItems: holding.reduce((sum, { open }) => sum + open.length, 0),
    }
  })
}

function stateOf(segments: readonly Segment[], late: number, isToCome: boolean, isStored: boolean): (typeof dayStates)[number] {
  if (isToCome) return 'to come'
  const signed = segments.filter(({ signOff }) => signOff !== undefined).length
  if (late > 0) return 'reopened'
  if (signed > 0) return signed === segments.length ? 'signed' : 'partly'
  return isStored ? 'missing' : 'no records'
}
