import 'server-only'
import { z } from 'zod'
import type { Engine } from './engine'
import { rolledColumns } from './schema'
import { sql, type Sql } from './sql'

/** Bytes that the rollup may take in memory: some seven million combinations. */
const most = 300_000_000
/** Bytes that taking it may need: what is beyond is left to questions that are asked meanwhile. */
const mostForTaking = 600_000_000

const rollupOf = (table: Sql) => sql`
  SELECT toStartOfFifteenMinutes(time) AS quarter, ${rolledColumns}, count() AS n FROM ${table} GROUP BY quarter, ${rolledColumns}`

/** Bytes of the rollup in memory. */
async function heldBytes(engine: Engine): Promise<number> {
  const [held] = await engine.rows(z.object({ bytes: z.int() }), sql`SELECT total_bytes AS bytes FROM system.tables WHERE database = currentDatabase() AND name = 'rolled'`)
  return held?.bytes ?? 0
}

/**
 * Takes the rollup of `events` into memory, as table `rolled`: the same counts, which are there read in a third of the
 * time. Queries see what it was before or what it is now, never anything between.
 * @returns whether it is held; false if there is too much of it
 * @throws EngineError when the engine gives up
 */
export async function holdRollup(engine: Engine): Promise<boolean> {
  await engine.command(sql`TRUNCATE TABLE rolled_next`, 'ahead')
  await engine.command(sql`
    INSERT INTO rolled_next ${rollupOf(sql`events`)}
    SETTINGS min_insert_block_size_rows = 1000000, min_insert_block_size_bytes = 0, max_memory_usage = ${mostForTaking}`, 'ahead')
  await engine.command(sql`EXCHANGE TABLES rolled AND rolled_next`, 'ahead')
  await engine.command(sql`TRUNCATE TABLE rolled_next`, 'ahead')
  if ((await heldBytes(engine)) <= most) return true
  await engine.command(sql`TRUNCATE TABLE rolled`, 'ahead')
  return false
}

/**
 * Counts what is staged in the rollup in memory, too: from then on that has what `events` has once it is moved into place.
 * @returns whether it does; if not, what is held is of no use until it is taken again. Never throws: the records matter more.
 */
export async function addStaged(engine: Engine): Promise<boolean> {
  try {
    await engine.command(sql`INSERT INTO rolled ${rollupOf(sql`staged`)}`)
    return (await heldBytes(engine)) <= most
  } catch {
    return false
  }
}
