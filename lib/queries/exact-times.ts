import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { all, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { chosen, inBlocks, inQuartersOf, within, type ActorKeys } from '@/lib/filter/sql'

const row = z.object({ name: z.string(), first: z.int(), last: z.int() })
const quarter = 900

/** What was seen in some quarter of an hour (seconds since 1970, at or after its start), under a name. */
export interface Seen {
  name: string
  at: number
}

/**
 * To the second, when each was seen first and last within its quarter of an hour: the rollup knows no more than that, and few
 * records are read to tell.
 * @param nameOf what an event is seen as: an array of names
 */
export async function exactTimes(engine: Engine, filter: FixedFilter, keys: ActorKeys, nameOf: Sql, seen: readonly Seen[], options: QueryOptions): Promise<Map<string, { first: number; last: number }>> {
  if (seen.length === 0) return new Map()
  const names = [...new Set(seen.map(({ name }) => name))]
  const rows = await engine.rows(row, sql`
    SELECT name, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last
    FROM (SELECT time, arrayJoin(${nameOf}) AS name FROM events WHERE ${all([inQuartersOf(seen.map(({ at }) => at)), within(filter), chosen(filter, keys)])} ${inBlocks(filter)})
    WHERE name IN ${names} GROUP BY name, intDiv(toUnixTimestamp(time), ${quarter})`, options)
  const wanted = new Map(seen.map(({ name, at }) => [name, Math.floor(at / quarter)]))
  return new Map(rows.filter(({ name, first }) => wanted.get(name) === Math.floor(first / quarter)).map(({ name, first, last }) => [name, { first, last }]))
}
