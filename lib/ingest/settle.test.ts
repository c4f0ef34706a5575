import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openChdb } from '@/lib/engine/chdb'
import type { Engine } from '@/lib/engine/engine'
import { migrate } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { folderSource } from '@/lib/sources/folder/folder'
import { arrive } from './arrive'
import { loadBatch, type Loading } from './batch'
import { temporaryFolder } from './desk-on'
import { openLedger } from './ledger'
import { recover } from './settle'
import { sniff } from './sniff'
import { openStagingFolder } from './staging-folder'

const record = (eventID: string, eventTime: string) => ({ eventID, eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })
const months = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z']

/** The engine as it is until it has run so many commands; after that nothing reaches it any more. */
function dyingAfter(engine: Engine, commands: number): Engine {
  let left = commands
  const alive = <T>(work: () => Promise<T>) => (left-- > 0 ? work() : Promise.reject(new Error('the process was killed')))
  return { ...engine, command: (command) => alive(() => engine.command(command)), insert: (table, rows) => alive(() => engine.insert(table, rows)) }
}

it('finishes a batch that counts and forgets one that does not, wherever it was cut short', async () => {
  const engine = openChdb({ folder: join(temporaryFolder(), 'store'), readers: 2 })
  onTestFinished(() => engine.close())
  await migrate(engine)
  const logs = temporaryFolder()
  const path = join(logs, 'a.json.gz')
  writeFileSync(path, gzipSync(`{"Records":[${months.map((month, index) => JSON.stringify(record(`${index}`, month))).join(',')}]}`))
  const source = folderSource({ name: 'logs', kind: 'folder', folder: logs })
  const { files } = await source.look(new AbortController().signal)
  const [found] = files
  if (!found) throw new Error('no file')
  const sniffed = await sniff(path, found.size)

  const outcomes = new Set<string>()
  for (let commands = 0; ; commands += 1) {
    const data = temporaryFolder()
    const loading: Loading = { engine, catalogue: builtInCatalogue(), ledger: openLedger(data), staging: openStagingFolder(data) }
    const staged = await loading.staging.batch()
    await staged.hold(1, path, 'gzip')
    await arrive(engine, staged)
    const isWhole = await loadBatch({ ...loading, engine: dyingAfter(engine, commands) }, source, [{ file: 1, found, sniffed }], new AbortController().signal).then(
      () => true,
      () => false,
    )
    // The next start.
    const ledger = openLedger(data)
    await recover({ engine, ledger })
    const count = z.object({ events: z.int(), distinct: z.int(), staged: z.int() })
    const [row] = await engine.rows(count, sql`SELECT count() AS events, uniqExact(id) AS distinct, (SELECT count() FROM staged) AS staged FROM events`)
    const counts = ledger.batch() === 1 ? 3 : 0
    expect({ commands, ...row }).toEqual({ commands, events: counts, distinct: counts, staged: 0 })
    outcomes.add(`${counts} ${isWhole}`)
    await engine.command(sql`TRUNCATE TABLE events`)
    if (isWhole) break
  }
  // Cut short before it counted, after, and not at all.
  expect(outcomes).toEqual(new Set(['0 false', '3 false', '3 true']))
})

it('brings nothing over twice when a move was cut short between two of its parts', async () => {
  const engine = openChdb({ folder: join(temporaryFolder(), 'store'), readers: 2 })
  onTestFinished(() => engine.close())
  await migrate(engine)
  const row = sql`'folder', 1, 1, 'none', 'info', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''`
  await engine.command(sql`INSERT INTO staged SELECT toDateTime('2026-01-01 00:00:00'), number, ${row} FROM numbers(5)`)
  await engine.command(sql`INSERT INTO events SELECT toDateTime('2026-01-01 00:00:00'), number, ${row} FROM numbers(2)`)
  const ledger = openLedger(temporaryFolder())
  ledger.append({ batch: 1, at: new Date().toISOString(), files: [], quarantine: [], differing: [] })
  await recover({ engine, ledger })
  const [count] = await engine.rows(z.object({ events: z.int(), distinct: z.int() }), sql`SELECT count() AS events, uniqExact(id) AS distinct FROM events`)
  expect(count).toEqual({ events: 5, distinct: 5 })
})
