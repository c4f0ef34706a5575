import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { all, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { keyIn, spelledAs, type ActorKeys } from '@/lib/filter/sql'

const found = z.object({ keys: z.array(z.string()) })

/**
 * The access keys issued along the chain from each actor that the Filter names: those that the actor's own calls were
 * answered with, those that were got with these keys, and so on until there is no new one. Chains know no time: a
 * session renewed every hour for a week still leads back to who opened it.
 */
export async function actorKeys(engine: Engine, { choices }: FixedFilter, options: QueryOptions): Promise<ActorKeys> {
  const actors = [...(choices.actor?.include ?? []), ...(choices.actor?.exclude ?? [])]
  const keys = new Map<string, readonly string[]>()
  for (const actor of actors) keys.set(actor, await chainFrom(engine, spelledAs(sql`identity`, actor), options))
  return keys
}

async function chainFrom(engine: Engine, start: Sql, options: QueryOptions): Promise<string[]> {
  const known = new Set<string>()
  for (let by = start; ; ) {
    const issued = await issuedTo(engine, by, options)
    const fresh = issued.filter((key) => !known.has(key))
    if (fresh.length === 0) return [...known]
    for (const key of fresh) known.add(key)
    by = keyIn(fresh)
  }
}

async function issuedTo(engine: Engine, by: Sql, options: QueryOptions): Promise<string[]> {
  const [row] = await engine.rows(found, sql`SELECT groupUniqArray(issued) AS keys FROM events WHERE ${all([sql`issued != ''`, by])}`, options)
  return row?.keys ?? []
}
