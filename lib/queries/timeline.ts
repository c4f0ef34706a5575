import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { timelineContract } from '@/lib/api/timeline'
import { sql, type Sql } from '@/lib/engine/sql'
import { bucketsOf } from '@/lib/filter/buckets'
import { positionAmong } from '@/lib/filter/local-time'
import { actorKeys } from './actor-keys'
import { counted } from './counted'
import { fieldGroups, labelled, spelled } from './field'
import type { Question } from './question'

const mostSeries = 20
const row = z.object({ value: z.string(), label: z.string(), isRest: z.int(), total: z.int(), positions: z.array(z.int()), counts: z.array(z.int()) })

/**
 * Events per bucket of time, one series a value of `by`, largest first.
 * Every event of the Filter is in exactly one bucket of one series, so the counts add up to `total`.
 * @throws EngineError when the engine gives up
 */
export async function timeline({ store: { engine }, filter, takes: { by }, options }: Question<typeof timelineContract>): Promise<Answer<typeof timelineContract>> {
  const { seconds, starts } = bucketsOf(filter)
  const keys = await actorKeys(engine, filter, options)
  const bucket = {
    name: sql`bucket`,
    // Where buckets begin is decided once, by the zone's calendar; SQL only finds the one below.
    of: (at: Sql) => positionAmong(starts, at),
    needsRecords: starts.some((start) => start.getTime() % 900_000 !== 0),
  }

  // What a value called "other" counts is summed up with the rest, whose key that is.
  const rows = await engine.rows(
    row,
    sql`
      SELECT isRest, value, label, total, series.1 AS positions, series.2 AS counts
      FROM (
        SELECT rank > ${mostSeries} OR each = 'other' AS isRest, if(isRest, '', each) AS value, if(isRest, '', any(called)) AS label,
               sum(events) AS total, sumMap(buckets, eventsIn) AS series
        FROM (
          SELECT each, called, events, buckets, eventsIn, row_number() OVER (ORDER BY each = 'other', events DESC, each) AS rank
          FROM (
            SELECT value AS each, any(shown) AS called, sum(n) AS events, groupArray(bucket) AS buckets, groupArray(n) AS eventsIn
            FROM (SELECT value, bucket, any(shown) AS shown, sum(n) AS n FROM (${counted(filter, keys, [...fieldGroups(by), bucket])}) GROUP BY value, bucket)
            GROUP BY each))
        GROUP BY isRest, value)`,
    options,
  )

  const series = rows.map(({ value, label, isRest, total, positions, counts }) => {
    const all = starts.map(() => 0)
    positions.forEach((position, index) => (all[position] = counts[index] ?? 0))
    return isRest
      ? { key: 'other', label: 'other', total, counts: all }
      : { key: spelled(by, value), label: labelled(value, label), total, counts: all }
  })
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    bucketSeconds: seconds,
    starts: starts.map((start) => start.toISOString()),
    total: series.reduce((sum, { total }) => sum + total, 0),
    series: series.sort((a, b) => Number(a.key === 'other') - Number(b.key === 'other') || b.total - a.total),
  }
}
