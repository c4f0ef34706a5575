import 'server-only'
import { z } from 'zod'
import type { Engine } from './engine'
import { rolledColumns, sessionsBy } from './schema'
import { sql, type Sql } from './sql'

/** Bytes that the rollup and the sessions may take in memory: some seven million combinations. */
const most = 300_000_000
/** Bytes that taking one of them may need: what is beyond is left to questions that are asked meanwhile. */
const mostForTaking = 600_000_000

/** What is held in memory of the events of a table, which their projections have as well. */
const held: readonly { name: Sql; next: Sql; of: (table: Sql) => Sql }[] = [
  {
    name: sql`rolled`,
    next: sql`rolled_next`,
    of: (table) => sql`SELECT toStartOfFifteenMinutes(time) AS quarter, ${rolledColumns}, count() AS n FROM ${table} GROUP BY quarter, ${rolledColumns}`,
  },
  {
    name: sql`sessions`,
    next: sql`sessions_next`,
    of: (table) => sql`SELECT ${sessionsBy}, min(time) AS since, max(time) AS until, count() AS n FROM ${table} GROUP BY ${sessionsBy}`,
  },
]

/** Bytes of all that is held. */
async function heldBytes(engine: Engine): Promise<number> {
  const [held] = await engine.rows(z.object({ bytes: z.int() }), sql`SELECT sum(total_bytes) AS bytes FROM system.tables WHERE database = currentDatabase() AND name IN ('rolled', 'sessions')`)
  return held?.bytes ?? 0
}

/**
 * Takes the rollup of `events`, and its sessions, into memory, as tables `rolled` and `sessions`: the same counts, which are
 * there read in a third of the time. Queries see what it was before or what it is now, never anything between.
 * @returns whether it is held; false if there is too much of it
 * @throws EngineError when the engine gives up
 */
export async function holdRollup(engine: Engine): Promise<boolean> {
  for (const { name, next, of } of held) {
    await engine.command(sql`TRUNCATE TABLE ${next}`, 'ahead')
    await engine.command(sql`
      INSERT INTO ${next} ${of(sql`events`)}
      SETTINGS min_insert_block_size_rows = 1000000, min_insert_block_size_bytes = 0, max_memory_usage = ${mostForTaking}`, 'ahead')
    await engine.command(sql`EXCHANGE TABLES ${name} AND ${next}`, 'ahead')
    await engine.command(sql`TRUNCATE TABLE ${next}`, 'ahead')
  }
  if ((await heldBytes(engine)) <= most) return true
  for (const { name } of held) await engine.command(sql`TRUNCATE TABLE ${name}`, 'ahead')
  return false
}

/**
 * Counts what is staged in what is held in memory, too: from then on that has what `events` has once it is moved into place.
 * @returns whether it does; if not, what is held is of no use until it is taken again. Never throws: the records matter more.
 */
export async function addStaged(engine: Engine): Promise<boolean> {
  try {
    for (const { name, of } of held) await engine.command(sql`INSERT INTO ${name} ${of(sql`staged`)}`)
    return (await heldBytes(engine)) <= most
  } catch {
    return false
  }
}
