import { daysOf } from './buckets'
import type { FixedFilter } from './filter'
import { offsetPeriods } from './offset-periods'

const hour = 3_600

/**
 * Cuts a span into the hours, or the days, that the clock of its zone shows.
 * @returns the start of each in seconds since 1970; the first begins at or before `from`
 */
export function cellsOf(span: Pick<FixedFilter, 'from' | 'to' | 'tz'>, by: 'hour' | 'day'): number[] {
  if (by === 'day') return daysOf(span).map(({ start }) => start.getTime() / 1_000)
  const [from, to] = [span.from.getTime() / 1_000, Math.max(span.to.getTime() / 1_000, span.from.getTime() / 1_000 + 1)]
  const starts: number[] = []
  const periods = offsetPeriods(span.tz, from, to)
  periods.forEach(({ start, offset }, index) => {
    const end = periods[index + 1]?.start ?? to
    const first = Math.floor((start + offset) / hour) * hour - offset
    // Where clocks change within an hour, a new one begins with the change.
    for (let at = index === 0 ? first : Math.max(first, start); at < end; at = Math.floor((at + offset) / hour) * hour - offset + hour) starts.push(at)
  })
  return starts
}
