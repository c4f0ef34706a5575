import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { remembering } from './remembered'

const row = z.object({ hash: z.string() })
const isAnyTold = remembering<boolean>(1)

/**
 * Of stored events those that LookupEvents told of, though the record that is kept came from S3 or a folder.
 * @returns their hashes
 * @throws EngineError when the engine gives up
 */
export async function toldAsWell(engine: Engine, filter: Pick<FixedFilter, 'covers'>, events: readonly { seconds: number; hash: string }[], options: QueryOptions): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set()
  // Most stores have one source: there it need not be asked for each page.
  const isAny = await isAnyTold(filter, '', options, async (more) => (await engine.rows(row, sql`SELECT toString(id) AS hash FROM told LIMIT 1`, more)).length > 0)
  if (!isAny) return new Set()
  const times = events.map(({ seconds }) => seconds)
  const rows = await engine.rows(row, sql`
    SELECT toString(id) AS hash FROM told
    WHERE time >= toDateTime(${Math.min(...times)}, 'UTC') AND time <= toDateTime(${Math.max(...times)}, 'UTC') AND hash IN ${events.map(({ hash }) => hash)}`, options)
  return new Set(rows.map(({ hash }) => hash))
}
