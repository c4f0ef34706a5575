import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { eventContract } from '@/lib/api/events'
import { hashOf } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { listed, storedColumns, storedEvent } from './listed'
import type { Question } from './question'
import { toldAsWell } from './told'

const row = storedEvent.extend({ file: z.int(), hash: z.string() })

/**
 * One event and its record, byte for byte; undefined if there is none of this id.
 * @throws EngineError when the engine gives up
 */
export async function event({ store, takes: { eventID }, options }: Question<typeof eventContract>): Promise<Answer<typeof eventContract> | undefined> {
  const rows = await store.engine.rows(row, sql`SELECT ${storedColumns}, file, toString(id) AS hash FROM events WHERE id = ${hashOf(sql`${eventID}`)}`, options)
  // The store knows ids by their hash: the id itself stands in the record.
  const told = await toldAsWell(store.engine, { covers: store.covers() }, rows, options)
  for (const stored of rows) {
    const found = listed(stored, store.catalogue, told.has(stored.hash))
    if (found.eventID === eventID) return { ...found, raw: stored.raw, file: store.pathOf(stored.file) }
  }
  return undefined
}
