import { Temporal } from 'temporal-polyfill'

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
  if (!/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text)) return undefined
  try {
    // A plus sign that was not percent-encoded arrives as a space; it stands after a time of day.
    const iso = text.replace(/(?<=:\d{2}(\.\d+)?) (?=\d{2}:?\d{2}$)/, '+').replace(/^(\S{10}) /, '$1T')
    const zoned = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(iso.slice(10))
    const milliseconds = zoned
      ? Temporal.Instant.from(iso).epochMilliseconds
      : Temporal.PlainDateTime.from(iso).toZonedDateTime(tz).epochMilliseconds
    const seconds = Math.floor(milliseconds / 1000)
    return seconds >= 0 && seconds <= latest ? { kind: 'instant', seconds } : undefined
  } catch {
    return undefined
  }
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
