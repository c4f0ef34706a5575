import 'server-only'
import { z } from 'zod'
import type { FacetField } from '@/lib/api/facets'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { sessionsWhere } from './sessions'
import type { Store } from './store'

const row = z.object({ identity: z.string(), called: z.string() })
const most = 100_000
type Sessions = Pick<Store, 'engine' | 'covers'>

/** What identities are called, as far as it was asked before: the same identity is always called the same. */
const known = new WeakMap<Engine, Map<string, string>>()

/** How a person reads values of a field: identities by their short names, a text that is missing as `none`. */
export async function labels(store: Sessions, field: FacetField, values: readonly string[], options: QueryOptions): Promise<(value: string) => string> {
  const names = field === 'identity' ? await namesOf(store, values, options) : undefined
  return (value) => names?.get(value) || value || 'none'
}

async function namesOf({ engine, covers }: Sessions, identities: readonly string[], options: QueryOptions): Promise<Map<string, string>> {
  const before = known.get(engine)
  const names = before && before.size < most ? before : new Map<string, string>()
  known.set(engine, names)
  const missing = identities.filter((identity) => !names.has(identity))
  if (missing.length > 0) {
    const rows = await engine.rows(
      row,
      sql`
        SELECT identity, min(label) AS called FROM ${sessionsWhere({ covers: covers() }, sql`identity, label`, sql`identity IN ${missing}`)} GROUP BY identity`,
      options,
    )
    for (const { identity, called } of rows) names.set(identity, called)
  }
  return names
}
