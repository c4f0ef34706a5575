import 'server-only'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { Ledger, ReadFile } from './ledger'

const count = z.object({ file: z.int(), count: z.int() })

/**
 * Compares the store with the ledger. Files of which the store lacks events (somebody emptied it, or put back an older
 * copy) are marked to be read again; what the store has is kept.
 * @returns how many files will be read again
 * @throws Error, in words for people, if the store holds events of files that the ledger does not know
 */
export async function reconcile(engine: Engine, ledger: Ledger): Promise<number> {
  const present = new Map((await engine.rows(count, sql`SELECT file, count() AS count FROM events GROUP BY file`)).map((row) => [row.file, row.count]))
  for (const file of present.keys()) {
    if (ledger.file(file) !== undefined) continue
    throw new Error('The ledger of this data folder lacks files of which the store has events. Restore ledger.ndjson from a copy, or give another folder with --data.')
  }
  const astray = [...ledger.files()].filter(({ file, records }) => (present.get(file) ?? 0) !== records)
  if (astray.length === 0) return 0
  const files = astray.map((file): ReadFile => ({ ...file, mtime: -1, records: present.get(file.file) ?? 0, duplicates: 0, quarantined: 0 }))
  ledger.append({ batch: ledger.batch() + 1, at: new Date().toISOString(), files, quarantine: [], differing: [] })
  return files.length
}
