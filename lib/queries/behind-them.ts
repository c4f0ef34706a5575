import 'server-only'
import { z } from 'zod'
import type { Link } from '@/lib/api/link'
import type { QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { actingKey, openedBy } from './opened-by'
import { sessionsWhere } from './sessions'
import type { Store } from './store'

/** Who is at the beginning of the chain of the latest session of each of these sessions’ names. */
export async function behindThem(store: Pick<Store, 'engine' | 'covers'>, names: readonly string[], options: QueryOptions): Promise<Map<string, { identity: string; certainty: Link['certainty'] }>> {
  if (names.length === 0) return new Map()
  const latest = await store.engine.rows(z.object({ identity: z.string(), key: z.string() }), sql`
    SELECT identity, key FROM ${sessionsWhere({ covers: store.covers() }, sql`identity, key`, sql`identity IN ${names}`)} ORDER BY until DESC LIMIT 1 BY identity`, options)
  const chains = await openedBy(store, latest, options)
  return new Map(latest.flatMap((each) => {
    const chain = chains.get(actingKey(each)) ?? []
    const first = chain.at(-1)
    // A chain is as certain as its weakest link.
    const certainty = (['guess', 'record'] as const).find((weak) => chain.some((step) => step.certainty === weak)) ?? 'key'
    return first ? [[each.identity, { identity: first.opener, certainty }] as const] : []
  }))
}
