import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { timelineContract } from '@/lib/api/timeline'
import { sql, type Sql } from '@/lib/engine/sql'
import { bucketsOf } from '@/lib/filter/buckets'
import { positionAmong } from '@/lib/filter/local-time'
import { actorKeys } from './actor-keys'
import { counted } from './counted'
import { byPlaceAmong, spelled } from './field'
import { gapsIn } from './gaps'
import { labels } from './labels'
import { leading, onlyValues } from './leading'
import type { Question } from './question'

const mostSeries = 20
/** The key of what is beyond the largest series; a value of this name is summed up there too. */
const rest = 'other'
const row = z.object({ place: z.int(), buckets: z.array(z.int()), counts: z.array(z.int()) })

/**
 * Events per bucket of time, one series a value of `by`, largest first.
 * Every event of the Filter is in exactly one bucket of one series, so the counts add up to `total`.
 * @throws EngineError when the engine gives up
 */
export async function timeline({ store, filter, takes: { by }, options }: Question<typeof timelineContract>): Promise<Answer<typeof timelineContract>> {
  const { engine } = store
  const { seconds, starts } = bucketsOf(filter)
  const keys = await actorKeys(engine, filter, options)
  const most = onlyValues[by] ?? (await leading(engine, filter, keys, by, mostSeries + 1, options)).values
  const values = most.filter((value) => value !== rest).slice(0, mostSeries)
  const bucket = {
    name: sql`bucket`,
    // Where buckets begin is decided once, by the zone's calendar; SQL only finds the one below.
    of: (at: Sql) => sql`toUInt16(${positionAmong(starts, at)})`,
    needsRecords: starts.some((start) => start.getTime() % 900_000 !== 0),
  }
  const rows = await engine.rows(
    row,
    sql`
      SELECT place, groupArray(bucket) AS buckets, groupArray(n) AS counts
      FROM (${counted(filter, keys, [byPlaceAmong(values, by), bucket])}) GROUP BY place`,
    options,
  )
  const labelled = await labels(store, by, values, options)

  const series = rows.map(({ place, buckets, counts: some }) => {
    const counts = starts.map(() => 0)
    buckets.forEach((position, index) => (counts[position] = (counts[position] ?? 0) + (some[index] ?? 0)))
    const value = values[place]
    const name = value === undefined ? { key: rest, label: rest } : { key: spelled(by, value), label: labelled(value) }
    return { ...name, total: sum(counts), counts }
  })
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    bucketSeconds: seconds,
    starts: starts.map((start) => start.toISOString()),
    total: sum(series.map(({ total }) => total)),
    gaps: await gapsIn(store, filter, seconds, options),
    series: series.sort((a, b) => Number(a.key === rest) - Number(b.key === rest) || b.total - a.total),
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
