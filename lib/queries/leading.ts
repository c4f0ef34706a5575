import 'server-only'
import { z } from 'zod'
import type { FacetField } from '@/lib/api/facets'
import { eventClass, severities } from '@/lib/cloudtrail/facts'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import type { ActorKeys } from '@/lib/filter/sql'
import { counted } from './counted'
import { byValue } from './field'

const row = z.object({ value: z.string(), total: z.int(), distinct: z.int(), everything: z.int() })

/** The values of a field with the most events, and of how many values and events they are. */
export interface Leading {
  values: string[]
  distinct: number
  everything: number
}

/**
 * Finds the values of a field that have the most events. Pictures then count these alone, by their place, for a field may
 * have a hundred thousand values of which twenty are drawn.
 */
export async function leading(engine: Engine, filter: FixedFilter, keys: ActorKeys, field: FacetField, limit: number, options: QueryOptions): Promise<Leading> {
  const rows = await engine.rows(
    row,
    sql`
      SELECT value, total, count() OVER () AS distinct, sum(total) OVER () AS everything
      FROM (SELECT value, sum(n) AS total FROM (${counted(filter, keys, [byValue(field)])}) GROUP BY value)
      ORDER BY total DESC, value LIMIT ${limit}`,
    options,
  )
  return { values: rows.map(({ value }) => value), distinct: rows[0]?.distinct ?? 0, everything: rows[0]?.everything ?? 0 }
}

/** The values of a field that has no others. */
export const onlyValues: { readonly [field in FacetField]?: readonly string[] } = { class: eventClass.options, severity: severities }
