import 'server-only'
import { z } from 'zod'
import type { Engine } from './engine'
import { rolledColumns } from './schema'
import { sql } from './sql'

/** Bytes that the rollup may take in memory: some seven million combinations. */
const most = 300_000_000
/** Bytes that taking it may need: what is beyond is left to questions that are asked meanwhile. */
const mostForTaking = 600_000_000

/**
 * Takes the rollup of `events` into memory, as table `rolled`: the same counts, which are there read in a third of the
 * time. Queries see what it was before or what it is now, never anything between.
 * @returns whether it is held; false if there is too much of it
 * @throws EngineError when the engine gives up
 */
export async function holdRollup(engine: Engine): Promise<boolean> {
  await engine.command(sql`TRUNCATE TABLE rolled_next`, 'ahead')
  await engine.command(sql`
    INSERT INTO rolled_next SELECT toStartOfFifteenMinutes(time) AS quarter, ${rolledColumns}, count() AS n FROM events
    GROUP BY quarter, ${rolledColumns} SETTINGS min_insert_block_size_rows = 1000000, min_insert_block_size_bytes = 0, max_memory_usage = ${mostForTaking}`, 'ahead')
  await engine.command(sql`EXCHANGE TABLES rolled AND rolled_next`, 'ahead')
  await engine.command(sql`TRUNCATE TABLE rolled_next`, 'ahead')
  const [held] = await engine.rows(z.object({ bytes: z.int() }), sql`SELECT total_bytes AS bytes FROM system.tables WHERE database = currentDatabase() AND name = 'rolled'`)
  if (held && held.bytes <= most) return true
  await engine.command(sql`TRUNCATE TABLE rolled`, 'ahead')
  return false
}
