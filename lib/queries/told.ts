import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'

const row = z.object({ hash: z.string() })

/**
 * Of stored events those that LookupEvents told of, though the record that is kept came from S3 or a folder.
 * @returns their hashes
 * @throws EngineError when the engine gives up
 */
export async function toldAsWell(engine: Engine, events: readonly { seconds: number; hash: string }[], options: QueryOptions): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set()
  const times = events.map(({ seconds }) => seconds)
  const rows = await engine.rows(row, sql`
    SELECT toString(id) AS hash FROM told
    WHERE time >= toDateTime(${Math.min(...times)}, 'UTC') AND time <= toDateTime(${Math.max(...times)}, 'UTC') AND hash IN ${events.map(({ hash }) => hash)}`, options)
  return new Set(rows.map(({ hash }) => hash))
}
