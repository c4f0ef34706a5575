import 'server-only'
import { Temporal } from 'temporal-polyfill'

/** A stretch of time in which a zone's clock stands `offset` seconds ahead of UTC, from `start` (seconds since 1970). */
export interface OffsetPeriod {
  start: number
  offset: number
}

/**
 * How far a zone's clock is ahead of UTC between two instants: one period, and one more for each change of clocks.
 * @param from,to seconds since 1970
 */
export function offsetPeriods(tz: string, from: number, to: number): OffsetPeriod[] {
  let at = zoned(tz, from)
  const periods = [{ start: from, offset: offsetOf(at) }]
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds / 1000 >= to) return periods
    periods.push({ start: Math.floor(next.epochMilliseconds / 1000), offset: offsetOf(next) })
    at = next
  }
}

const offsetOf = (at: Temporal.ZonedDateTime) => Math.round(at.offsetNanoseconds / 1e9)

/** The instant (seconds since 1970) as a date and time of day in a zone. */
export const zoned = (tz: string, seconds: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(tz)
