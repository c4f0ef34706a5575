import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import type { ActorKeys } from '@/lib/filter/sql'
import { counted } from './counted'

/** How many events a Filter selects. */
export async function total(engine: Engine, filter: FixedFilter, keys: ActorKeys, options: QueryOptions): Promise<number> {
  const [row] = await engine.rows(z.object({ total: z.int() }), sql`SELECT sum(n) AS total FROM (${counted(filter, keys, [])})`, options)
  return row?.total ?? 0
}
