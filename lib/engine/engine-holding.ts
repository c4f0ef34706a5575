import 'server-only'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { openChdb } from './chdb'
import type { Engine } from './engine'
import { eventRow } from './event-row'
import { factColumns, hashOf, migrate } from './schema'
import { sql } from './sql'

/** For tests: an engine of its own that holds these records (their texts); it is gone when the test ends. */
export async function engineHolding(raws: readonly string[]): Promise<Engine> {
  const { engine, close } = await engineHeld(raws)
  onTestFinished(close)
  return engine
}

/** For tests: such an engine for several of them, until it is closed. */
export async function engineHeld(raws: readonly string[]): Promise<{ engine: Engine; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-engine-'))
  const engine = openChdb({ folder, readers: 3 })
  await migrate(engine)
  await addRecords(engine, raws, 1)
  const close = async () => {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { engine, close }
}

/** For tests: stores more records, as those of a batch. */
export async function addRecords(engine: Engine, raws: readonly string[], batch: number): Promise<void> {
  const rows = raws.map((raw) => eventRow(raw, builtInCatalogue(), { source: 'folder', file: batch, batch }))
  await engine.command(sql`TRUNCATE TABLE careful`)
  await engine.insert('careful', rows.filter((row) => typeof row !== 'string'))
  await engine.command(sql`INSERT INTO events (time, id, ${factColumns}) SELECT time, ${hashOf(sql`eventID`)}, ${factColumns} FROM careful`)
}
