import 'server-only'
import { sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from './filter'
import { offsetPeriods } from './offset-periods'

type Span = Pick<FixedFilter, 'from' | 'to' | 'tz'>

/** Added to every local time, so that none is negative; whole weeks leave hours and weekdays as they are. */
const week = 7 * 86_400

/**
 * What the clock of the Filter's zone shows at a time, as seconds. The zone's rules are those by which pictures are cut,
 * so that a list and a picture never disagree; the engine has rules of its own, and not every zone's name.
 */
function localSeconds(at: Sql, { from, to, tz }: Span): Sql {
  const first = from.getTime() / 1000
  const periods = offsetPeriods(tz, first, Math.max(to.getTime() / 1000, first + 1))
  const starts = periods.map(({ start }) => start)
  const offsets = periods.map(({ offset }) => offset + week)
  if (periods.length === 1) return sql`(toUInt32(${at}) + ${offsets[0] ?? week})`
  return sql`(toUInt32(${at}) + transform(roundDown(toUInt32(${at}), ${starts}), ${starts}, ${offsets}, ${week}))`
}

/** Days since a fixed one, in the Filter's zone: the same for all times of a local day. */
export const localDay = (at: Sql, span: Span): Sql => sql`intDiv(${localSeconds(at, span)}, 86400)`

/** Hour of day, 0 to 23, in the Filter's zone. */
export const localHour = (at: Sql, span: Span): Sql => sql`intDiv(${localSeconds(at, span)}, 3600) % 24`

/** ISO weekday, 1 (Monday) to 7, in the Filter's zone. 1970 began on a Thursday. */
export const localWeekday = (at: Sql, span: Span): Sql => sql`((intDiv(${localSeconds(at, span)}, 86400) + 3) % 7 + 1)`

/** The position, from 0, of the last of these starts (ascending) that is not after a time; 0 for what is before the first. */
export function positionAmong(starts: readonly Date[], at: Sql): Sql {
  const seconds = starts.map((start) => start.getTime() / 1000)
  const [first = 0, second = first + 1] = seconds
  const step = second - first
  // Where no clock changes, buckets are as long as each other, and to divide is faster than to search.
  if (seconds.every((start, index) => start === first + index * step)) {
    return sql`least(intDiv(greatest(toInt64(toUInt32(${at})) - ${first}, 0), ${step}), ${Math.max(0, seconds.length - 1)})`
  }
  return sql`transform(roundDown(toUInt32(${at}), ${seconds}), ${seconds}, ${seconds.map((_, position) => position)}, 0)`
}
