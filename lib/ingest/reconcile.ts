import 'server-only'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { Ledger, ReadFile } from './ledger'

const count = z.object({ file: z.int(), count: z.int() })
const span = z.object({ partition: z.string().regex(/^\d+$/).transform(Number), from: z.int(), to: z.int() })
const day = 86_400

const countsOf = async (engine: Engine) => new Map((await engine.rows(count, sql`SELECT file, count() AS count FROM events GROUP BY file`)).map((row) => [row.file, row.count]))

/**
 * Compares the store with the ledger. Files of which the store lacks events (somebody emptied it, or put back an older
 * copy) are marked to be read again; what the store has is kept. Events that it has twice it has once afterwards.
 * @returns how many files will be read again
 * @throws Error, in words for people, if the store holds events of files that the ledger does not know
 */
export async function reconcile(engine: Engine, ledger: Ledger): Promise<number> {
  let present = await countsOf(engine)
  for (const file of present.keys()) {
    if (ledger.file(file) !== undefined) continue
    throw new Error('The ledger of this data folder lacks files of which the store has events. Restore ledger.ndjson from a copy, or give another folder with --data.')
  }
  const doubled = [...ledger.files()].filter(({ file, records }) => (present.get(file) ?? 0) > records)
  if (doubled.length > 0) {
    await keepOnce(engine, doubled.map(({ file }) => file))
    present = await countsOf(engine)
  }
  const astray = [...ledger.files()].filter(({ file, records }) => (present.get(file) ?? 0) !== records)
  if (astray.length === 0) return 0
  const files = astray.map((file): ReadFile => ({ ...file, mtime: -1, records: present.get(file.file) ?? 0, duplicates: 0, quarantined: 0 }))
  ledger.append({ batch: ledger.batch() + 1, at: new Date().toISOString(), files, quarantine: [], differing: [] })
  return files.length
}

/**
 * Keeps each event once in the partitions that hold events of some files. The engine puts a partition in the place of
 * another in two steps: a kill between them leaves what was beside what is.
 */
async function keepOnce(engine: Engine, files: readonly number[]): Promise<void> {
  const partitions = await engine.rows(span, sql`
    SELECT _partition_id AS partition, toUnixTimestamp(min(time)) AS from, toUnixTimestamp(max(time)) AS to FROM events
    WHERE partition IN (SELECT DISTINCT _partition_id FROM events WHERE file IN ${files}) GROUP BY partition`, { seconds: 600 })
  for (const { partition, from, to } of partitions) {
    await engine.command(sql`TRUNCATE TABLE kept`)
    // A day at a time: which ids were met is held in memory.
    for (let start = Math.floor(from / day) * day; start <= to; start += day) {
      await engine.command(sql`
        INSERT INTO kept SELECT * FROM events
        WHERE _partition_id = '${partition}' AND time >= toDateTime(${start}, 'UTC') AND time < toDateTime(${start + day}, 'UTC') LIMIT 1 BY id`)
    }
    await engine.command(sql`ALTER TABLE events REPLACE PARTITION ID '${partition}' FROM kept`)
  }
  await engine.command(sql`TRUNCATE TABLE kept`)
}
