import 'server-only'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { localDay, localHour } from '@/lib/filter/local-time'
import { fewestEvents, leastDays, type UnusualHour } from '@/lib/review/usual'
import { counted, type Group } from '../counted'
import { before, byFamily, pastDaysOf, type Asked } from './question'

const row = z.object({
  identity: z.string(), day: z.int(), hour: z.int(), start: z.int(), count: z.int(), usual: z.number(), spread: z.number(), most: z.int(), busiest: z.int(), weekdays: z.array(z.int()),
})

/** Hours that are told at most. */
const mostHours = 300

/**
 * The hours in which an identity (a role, for its sessions) did far more than it ever did in the 28 days before: more than
 * the median at that hour of the day and six times the median deviation, robust measures, so that one wild day does not
 * make the next one usual; and more than twice its busiest hour or, where the hour is one of steady work, thrice the most
 * at that hour, for people and jobs alike work in bursts that wander over the day.
 * @throws EngineError when the engine gives up
 */
export async function unusualHours({ store: { engine }, filter, keys, options }: Asked): Promise<UnusualHour[]> {
  const days = pastDaysOf(filter)
  if (days < leastDays) return []
  const past = before(filter, days)
  // One span for both, so that days and hours are numbered alike.
  const span = { from: past.from, to: filter.to, tz: filter.tz }
  const byDay: Group = { name: sql`day_`, of: (at) => localDay(at, span) }
  const byHour: Group = { name: sql`hour_`, of: (at) => localHour(at, span) }
  const byStart: Group = { name: sql`start_`, of: (at) => sql`intDiv(toUInt32(${at}), 900) * 900` }
  const isSameWeekday = sql`p -> (toInt64(day_) - toInt64(p.1)) % 7 = 0`
  return engine.rows(row, sql`
    SELECT family_ AS identity, day_ AS day, hour_ AS hour, start, count, usual, spread, most, busiest,
      arrayResize(arrayMap(p -> toInt64(p.2), arrayFilter(${isSameWeekday}, byDay)), greatest(toUInt64(${Math.floor(days / 7)}), length(arrayFilter(${isSameWeekday}, byDay))), toInt64(0)) AS weekdays
    FROM (
      SELECT family_, day_, hour_, min(start_) AS start, sum(n) AS count FROM (${counted(filter, keys, [byFamily, byDay, byHour, byStart])})
      GROUP BY family_, day_, hour_ HAVING count >= ${fewestEvents}
    ) AS now
    INNER JOIN (
      SELECT family_, hour_, groupArray((day_, m)) AS byDay,
        arraySort(arrayResize(groupArray(toInt64(m)), greatest(toUInt64(${days}), count()), toInt64(0))) AS sorted,
        sorted[intDiv(length(sorted) + 1, 2)] AS usual,
        arraySort(arrayMap(x -> abs(x - usual), sorted))[intDiv(length(sorted) + 1, 2)] AS spread,
        max(m) AS most, any(busiest_) AS busiest
      FROM (
        SELECT family_, hour_, day_, m, max(m) OVER (PARTITION BY family_) AS busiest_
        FROM (SELECT family_, hour_, day_, sum(n) AS m FROM (${counted(past, keys, [byFamily, byDay, byHour])}) GROUP BY family_, hour_, day_))
      GROUP BY family_, hour_
    ) AS then USING (family_, hour_)
    WHERE count > usual + 6 * greatest(1.4826 * spread, sqrt(usual), 3) AND (count > 2 * busiest OR (usual >= 10 AND count > 3 * most))
    ORDER BY count / greatest(usual, 1) DESC, identity, start LIMIT ${mostHours}`, options)
}
