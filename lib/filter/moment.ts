import { offsetAt } from './zone'

/** A point in time as the URL gives it: an instant (whole seconds since 1970), or so many seconds before now. */
export type Moment = { kind: 'instant'; seconds: number } | { kind: 'relative'; spelling: string; seconds: number }

const units = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const
const latest = 0xffffffff

/**
 * Reads `now`, `-24h` (s, m, h, d, w), an ISO 8601 instant with offset, or a date with or without time of day, which
 * is then meant in `tz`. Fractions of a second are cut off: the store keeps whole seconds.
 * @returns undefined if it is none of these, or not between 1970 and 2106
 */
export function readMoment(text: string, tz: string): Moment | undefined {
  if (text === 'now') return { kind: 'relative', spelling: text, seconds: 0 }
  const [, count, unit] = /^-(\d{1,9})([smhdw])$/.exec(text) ?? []
  if (count !== undefined && unit !== undefined) {
    return { kind: 'relative', spelling: text, seconds: Number(count) * units[unit as keyof typeof units] }
  }
  // A plus sign that was not percent-encoded arrives as a space; it stands after a time of day.
  const seconds = secondsOf(text.replace(/(?<=:\d{2}(\.\d+)?) (?=\d{2}:?\d{2}$)/, '+'), tz)
  return seconds !== undefined && seconds >= 0 && seconds <= latest ? { kind: 'instant', seconds } : undefined
}

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?)?$/

/** Seconds since 1970 of an ISO 8601 text. Written out, as what reads every calendar is heavy for a browser. */
function secondsOf(text: string, tz: string): number | undefined {
  const [, date, hour = '00', minute = '00', second = '00', utc, sign, hours, minutes = '00'] = iso.exec(text) ?? []
  if (date === undefined) return undefined
  // A leap second counts as the one before it.
  const clock = Date.parse(`${date}T${hour}:${minute}:${second === '60' ? '59' : second}Z`) / 1000
  // Where dates are rolled over, the 30th of February would be the 2nd of March.
  if (Number.isNaN(clock) || Number(hour) > 23 || (date.slice(8) > '28' && !new Date(clock * 1000).toISOString().startsWith(date))) return undefined
  if (utc) return clock
  if (hours === undefined) return secondsIn(tz, clock)
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return clock - (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60)
}

/**
 * When a zone's clock shows a time: of the two hours that are the same when clocks go back, in the first; of an hour that
 * is left out when they go forward, as much later as clocks jump.
 */
function secondsIn(tz: string, clock: number): number {
  const [before, after] = [offsetAt(tz, clock - 86_400), offsetAt(tz, clock + 86_400)]
  const found = [clock - before, clock - after].find((seconds) => seconds + offsetAt(tz, seconds) === clock)
  return found ?? clock - before
}

/** The whole second that is meant, `present` being the current one; never before 1970. */
export const resolveMoment = (moment: Moment, present: number): number =>
  moment.kind === 'instant' ? moment.seconds : Math.max(0, present - moment.seconds)

/** Writes a moment as the URL takes it. */
export function spellMoment(moment: Moment | Date): string {
  if (moment instanceof Date) return spelled(moment.getTime())
  return moment.kind === 'relative' ? moment.spelling : spelled(moment.seconds * 1000)
}

const spelled = (milliseconds: number) => new Date(milliseconds).toISOString().replace('.000Z', 'Z')
