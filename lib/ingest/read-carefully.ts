import 'server-only'
import type { Readable } from 'node:stream'
import { readContainer } from '@/lib/cloudtrail/container'
import type { Engine } from '@/lib/engine/engine'
import { eventRow, type Delivery } from '@/lib/engine/event-row'
import type { Catalogue } from '@/lib/risk/catalogue'
import type { BatchEntry } from './ledger'

/** What a file held that is no record. */
export interface CarefulReading {
  quarantine: BatchEntry['quarantine']
  /** Why it holds no records, if it holds none and is not broken. */
  note?: string
}

/** Text of rows that are kept in memory before they go to the engine. */
const flushAt = 8 * 1024 * 1024

/**
 * Reads a file of any container into the table `careful`, record by record, in bounded memory. Whatever cannot be read is
 * named; the rest is loaded.
 * @throws Error of the file system, EngineError
 */
export async function readCarefully(
  engine: Engine,
  catalogue: Catalogue,
  delivery: Delivery,
  bytes: Readable,
): Promise<CarefulReading> {
  const quarantine: BatchEntry['quarantine'] = []
  const { file } = delivery
  let note: string | undefined
  let rows: object[] = []
  let size = 0
  for await (const piece of readContainer(bytes)) {
    if (piece.kind === 'other') {
      note = piece.reason
      continue
    }
    if (piece.kind === 'unreadable') {
      quarantine.push({ file, position: piece.position, reason: piece.reason, excerpt: piece.excerpt })
      continue
    }
    const row = rowOrReason(piece.raw, catalogue, delivery)
    if (typeof row === 'string') {
      quarantine.push({ file, position: piece.position, reason: row, excerpt: piece.raw.slice(0, 200) })
      continue
    }
    rows.push(row)
    size += piece.raw.length
    if (size < flushAt) continue
    await engine.insert('careful', rows)
    rows = []
    size = 0
  }
  await engine.insert('careful', rows)
  return { quarantine, ...(note === undefined ? {} : { note }) }
}

/** What a record is stored as, or why it cannot be. */
export function rowOrReason(raw: string, catalogue: Catalogue, delivery: Delivery): ReturnType<typeof eventRow> {
  try {
    return eventRow(raw, catalogue, delivery)
  } catch (error) {
    return error instanceof SyntaxError ? 'The record is not a JSON object that can be read.' : 'The record cannot be understood.'
  }
}
