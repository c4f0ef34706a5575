import 'server-only'
import { EngineError, type Engine } from '@/lib/engine/engine'
import { sql, type Sql } from '@/lib/engine/sql'
import type { StagedFiles } from './staging-folder'

/** Broken files of one batch after which the rest of it is not tried again. */
const brokenLimit = 4

/**
 * Fills the table `arrived` with the records of files, except those that the engine cannot read; of many such, none.
 * @throws EngineError `stopped`
 */
export async function arrive(engine: Engine, staged: StagedFiles): Promise<void> {
  for (let broken = 0; ; broken += 1) {
    await engine.command(sql`TRUNCATE TABLE arrived`, 'ahead')
    if (staged.size() === 0) return
    try {
      await engine.command(fill(staged.records()), 'ahead')
      return
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind === 'stopped') throw error
      const culprit = fileNamedIn(error)
      await (broken < brokenLimit && culprit !== undefined ? staged.drop(culprit) : staged.drop())
    }
  }
}

/** Blocks of so many rows, or some megabytes, are enough for both cores to have work, and few enough. */
const fill = (from: Sql): Sql => sql`
  INSERT INTO arrived SELECT file, raw FROM (${from})
  SETTINGS max_insert_threads = 2, max_block_size = 4096, min_insert_block_size_rows = 4096, min_insert_block_size_bytes = 16777216,
    max_memory_usage = 500000000`

/** The number of the file that the engine could not read: it is its name in the staging folder. */
function fileNamedIn(error: EngineError): number | undefined {
  const name = /\/batch-\d+\/(\d+)\.json/.exec(error.message)?.[1]
  return name === undefined ? undefined : Number(name)
}
