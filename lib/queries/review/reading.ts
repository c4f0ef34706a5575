import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { readingListContract } from '@/lib/api/review'
import { all, sql } from '@/lib/engine/sql'
import { inBlocks, where } from '@/lib/filter/sql'
import { actorKeys } from '../actor-keys'
import { listed, storedColumns, storedEvent } from '../listed'
import type { Question } from '../question'
import { familyOfText } from './question'

const chosen = z.object({ hash: z.string(), seconds: z.int() })

/**
 * Ordinary events of a period: none that is marked, from as many services as there are, and of each from as many
 * identities. Chance decides, but always the same: by the hash of each event's id.
 * @throws EngineError when the engine gives up
 */
export async function readingList({ store: { engine, catalogue }, filter, takes: { limit }, options }: Question<typeof readingListContract>): Promise<Answer<typeof readingListContract>> {
  const keys = await actorKeys(engine, filter, options)
  const picked = await engine.rows(chosen, sql`
    SELECT toString(first) AS hash, toUnixTimestamp(at) AS seconds FROM (
      SELECT argMin(id, intHash64(id)) AS first, argMin(time, intHash64(id)) AS at, service, row_number() OVER (PARTITION BY service ORDER BY min(intHash64(id))) AS turn
      FROM events WHERE ${all([where(filter, keys), sql`severity = 'info' AND error = ''`])} GROUP BY service, ${familyOfText(sql`identity`)} ${inBlocks(filter)})
    ORDER BY turn, intHash64(first) LIMIT ${limit}`, options)
  if (picked.length === 0) return { events: [] }
  const rows = await engine.rows(storedEvent.extend({ hash: z.string() }), sql`
    SELECT ${storedColumns}, toString(id) AS hash FROM events
    WHERE time IN (SELECT toDateTime(arrayJoin(${picked.map(({ seconds }) => seconds)}), 'UTC')) AND id IN (SELECT toUInt64(arrayJoin(${picked.map(({ hash }) => hash)})))
    ORDER BY time DESC, id DESC`, options)
  return { events: rows.map((row) => listed(row, catalogue)) }
}
