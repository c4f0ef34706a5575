import 'server-only'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { asSet } from '@/lib/filter/sql'
import { localDay, localHour } from '@/lib/filter/local-time'
import { gathered } from '@/lib/review/gathered'
import { fewestEvents, isFarBeyond, leastDays, median, type UnusualHour } from '@/lib/review/usual'
import { counted, type Group } from '../counted'
import { before, byFamily, byQuarter, pastDaysOf, type Asked } from './question'

const busy = z.object({ family: z.string(), day: z.int(), hour: z.int(), start: z.int(), count: z.int() })
const pastOf = z.object({ family: z.string(), busiest: z.int(), hours: z.array(z.int()), days: z.array(z.int()), counts: z.array(z.int()) })

/** Hours that are told at most. */
const mostHours = 300

/**
 * The hours in which an identity (a role, for its sessions) did far more than it ever did in the 28 days before: more than
 * the median at that hour of the day and six times the median deviation, robust measures, so that one wild day does not
 * make the next one usual; and more than twice its busiest hour or, where the hour is one of steady work, thrice the most
 * at that hour, for people and jobs alike work in bursts that wander over the day. Of an hour at which it never did anything
 * nothing is usual.
 * @throws EngineError when the engine gives up
 */
export async function unusualHours({ store: { engine }, filter, keys, options }: Asked): Promise<UnusualHour[]> {
  const daysBack = pastDaysOf(filter)
  if (daysBack < leastDays) return []
  const past = before(filter, daysBack)
  // One span for both, so that days and hours are numbered alike.
  const span = { from: past.from, to: filter.to, tz: filter.tz }
  const byDay: Group = { name: sql`day_`, of: (at) => localDay(at, span) }
  const byHour: Group = { name: sql`hour_`, of: (at) => localHour(at, span) }
  const now = await engine.rows(busy, sql`
    SELECT family_ AS family, day_ AS day, hour_ AS hour, min(quarter_) AS start, sum(n) AS count FROM (${counted(filter, keys, [byFamily, byDay, byHour, byQuarter])})
    GROUP BY family, day, hour HAVING count >= ${fewestEvents}`, options)
  if (now.length === 0) return []
  const then = await engine.rows(pastOf, sql`
    SELECT family_ AS family, max(m) AS busiest, groupArrayIf(hour_, isAsked) AS hours, groupArrayIf(day_, isAsked) AS days, groupArrayIf(m, isAsked) AS counts
    FROM (
      SELECT family_, day_, hour_, sum(n) AS m, hour_ IN ${[...new Set(now.map(({ hour }) => hour))]} AS isAsked FROM (${counted(past, keys, [byFamily, byDay, byHour])})
      WHERE family_ IN ${asSet([...new Set(now.map(({ family }) => family))])} GROUP BY family_, day_, hour_)
    GROUP BY family`, options)
  const busiest = new Map(then.map((each) => [each.family, each.busiest]))
  const known = gathered(then.flatMap(({ family, hours, days, counts }) => hours.map((hour, index) => ({ family, hour, day: days[index] ?? 0, count: counts[index] ?? 0 }))), ({ family, hour }) => `${hour} ${family}`)
  /** With the days, at least so many, on which there was nothing. */
  const filled = (counts: readonly number[], least: number) => [...counts, ...Array.from({ length: Math.max(0, least - counts.length) }, () => 0)]
  return now
    .flatMap(({ family, day, hour, start, count }): UnusualHour[] => {
      const own = known.get(`${hour} ${family}`)
      if (!own) return []
      const counts = filled(own.map((each) => each.count), daysBack)
      const usual = median(counts)
      const weekdays = filled(own.filter((each) => (day - each.day) % 7 === 0).map((each) => each.count), Math.floor(daysBack / 7))
      const measured = { identity: family, day, hour, start, count, usual, spread: median(counts.map((each) => Math.abs(each - usual))), most: Math.max(...counts), busiest: busiest.get(family) ?? 0, weekdays }
      return isFarBeyond(measured) ? [measured] : []
    })
    .toSorted((a, b) => b.count / Math.max(b.usual, 1) - a.count / Math.max(a.usual, 1) || (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : a.start - b.start))
    .slice(0, mostHours)
}
