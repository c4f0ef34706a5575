import type { Temporal } from 'temporal-polyfill'
import type { FixedFilter } from './filter'
import { zoned } from './offset-periods'

/** A step between buckets: so many nominal seconds, or a step of the calendar (days, weeks, months, years). */
type Step = { seconds: number; calendar?: { days?: number; months?: number; years?: number } }

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const clock = [1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour]
const steps: Step[] = [
  ...clock.map((seconds) => ({ seconds })),
  { seconds: day, calendar: { days: 1 } },
  { seconds: 7 * day, calendar: { days: 7 } },
  { seconds: 30 * day, calendar: { months: 1 } },
  { seconds: 91 * day, calendar: { months: 3 } },
  { seconds: 365 * day, calendar: { years: 1 } },
]
const mostBuckets = 200

/**
 * Cuts the span of a Filter into at most about 200 buckets of a round length, in the Filter's zone: days begin at
 * midnight there, weeks on Monday. The first begins at or before `from`, the last ends at or after `to`.
 * @returns nominal length in seconds, and the start of each bucket
 */
export function bucketsOf({ from, to, tz }: Pick<FixedFilter, 'from' | 'to' | 'tz'>): { seconds: number; starts: Date[] } {
  const first = from.getTime() / 1000
  const last = Math.max(to.getTime() / 1000, first + 1)
  const step = steps.find(({ seconds }) => (last - first) / seconds <= mostBuckets) ?? { seconds: 365 * day, calendar: { years: 1 } }
  const starts: Date[] = []
  let begin = floored(zoned(tz, first), step)
  while (begin.epochMilliseconds / 1000 < last) {
    const next = begin.add(step.calendar ?? { days: 1 }).startOfDay()
    const length = step.calendar ? Infinity : step.seconds * 1000
    // Buckets within a day are counted from its midnight, so that a day of 23 or 25 hours does not shift the next. The calendar is asked once a day: it takes its time.
    for (let at = begin.epochMilliseconds; at < next.epochMilliseconds && at / 1000 < last; at += length) starts.push(new Date(at))
    begin = next
  }
  return { seconds: step.seconds, starts }
}

/** The days of a span in a zone: the start of each, first to last. */
export function daysOf({ from, to, tz }: Pick<FixedFilter, 'from' | 'to' | 'tz'>): { date: string; start: Date }[] {
  const days: { date: string; start: Date }[] = []
  const end = Math.max(to.getTime(), from.getTime() + 1)
  for (let at = zoned(tz, from.getTime() / 1000).startOfDay(); at.epochMilliseconds < end; at = at.add({ days: 1 }).startOfDay()) {
    days.push({ date: at.toPlainDate().toString(), start: new Date(at.epochMilliseconds) })
  }
  return days
}

function floored(at: Temporal.ZonedDateTime, { seconds, calendar }: Step): Temporal.ZonedDateTime {
  const midnight = at.startOfDay()
  if (calendar?.years) return midnight.with({ month: 1, day: 1 }).startOfDay()
  if (calendar?.months) return midnight.with({ day: 1, month: at.month - ((at.month - 1) % calendar.months) }).startOfDay()
  if (calendar?.days === 7) return midnight.subtract({ days: at.dayOfWeek - 1 }).startOfDay()
  if (calendar) return midnight
  const since = Math.floor((at.epochMilliseconds - midnight.epochMilliseconds) / 1000)
  return midnight.add({ seconds: since - (since % seconds) })
}
