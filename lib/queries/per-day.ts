import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql, type Sql } from '@/lib/engine/sql'
import { daysOf } from '@/lib/filter/buckets'
import type { FixedFilter } from '@/lib/filter/filter'
import { positionAmong } from '@/lib/filter/local-time'
import type { ActorKeys } from '@/lib/filter/sql'
import { counted } from './counted'

const row = z.object({ place: z.int(), count: z.int() })

/** The days of a Filter's span in its zone, and how many of its events are on each. */
export async function perDay(engine: Engine, filter: FixedFilter, keys: ActorKeys, options: QueryOptions): Promise<{ date: string; start: Date; count: number }[]> {
  const days = daysOf(filter)
  const starts = days.map(({ start }) => start)
  const place = { name: sql`place`, of: (at: Sql) => sql`toUInt16(${positionAmong(starts, at)})`, needsRecords: starts.some((start) => start.getTime() % 900_000 !== 0) }
  const rows = await engine.rows(row, sql`SELECT place, sum(n) AS count FROM (${counted(filter, keys, [place])}) GROUP BY place`, options)
  const counts = new Map(rows.map(({ place: at, count }) => [at, count]))
  return days.map((day, index) => ({ ...day, count: counts.get(index) ?? 0 }))
}
