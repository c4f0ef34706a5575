import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { openChdb } from '@/lib/engine/chdb'
import { EngineError, type Engine } from '@/lib/engine/engine'
import { migrate } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { folderSource } from '@/lib/sources/folder/folder'
import type { Source } from '@/lib/sources/trail-file'
import { temporaryFolder } from './desk-on'
import { openLedger } from './ledger'
import { startLoader } from './loader'
import { openStagingFolder } from './staging-folder'
import { writerOf } from './writer'

/** The engine, but for commands of a kind that it refuses once. */
function refusingOnce(engine: Engine, which: string): Engine {
  let isRefusing = true
  return {
    ...engine,
    command: (command, when) => {
      if (!isRefusing || !command.text.join('').includes(which)) return engine.command(command, when)
      isRefusing = false
      return Promise.reject(new EngineError('out of memory', 'The answer needs more memory than there is.'))
    },
  }
}

it.each(['INSERT INTO staged', 'INSERT INTO incoming', 'MOVE PARTITION'])('is not done when the store refuses a batch (%s): it says so and tries again', async (which) => {
  const folder = temporaryFolder()
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  const record = { eventID: '1', eventTime: '2026-03-01T09:00:00Z', eventName: 'X' }
  writeFileSync(join(logs, 'a.json.gz'), gzipSync(JSON.stringify({ Records: [record] })))
  const engine = openChdb({ folder: join(folder, 'store'), readers: 2 })
  await migrate(engine)
  const ledger = openLedger(folder)
  const loading = { engine: refusingOnce(engine, which), catalogue: builtInCatalogue(), ledger, staging: openStagingFolder(folder), writer: writerOf(engine) }
  const loader = startLoader(loading, folderSource({ name: 'logs', kind: 'folder', folder: logs }), async () => undefined)
  onTestFinished(async () => {
    await loader.stop()
    await engine.close()
  })
  await vi.waitFor(() => expect(loader.progress().state).toBe('failed'), 10_000)
  expect(loader.progress().problem).toBe('The store cannot take the records: The answer needs more memory than there is.')
  expect(loader.isBusy()).toBe(true)
  await vi.waitFor(() => expect(loader.isBusy()).toBe(false), 20_000)
  expect(loader.progress()).toMatchObject({ state: 'watching', problem: null })
  expect([...ledger.files()].map(({ records }) => records)).toEqual([1])
  expect(await engine.rows(z.object({ count: z.int() }), sql`SELECT count() AS count FROM events`)).toEqual([{ count: 1 }])
})

it('looks again whenever it is told that something has come, be it while a look ends', async () => {
  const folder = temporaryFolder()
  const engine = openChdb({ folder: join(folder, 'store'), readers: 1 })
  await migrate(engine)
  let tell = (_: boolean) => {}
  let looks = 0
  const source: Source = {
    ...folderSource({ name: 'logs', kind: 'folder', folder }),
    look: async () => {
      looks += 1
      return { files: [], left: [] }
    },
    watch(told) {
      tell = told
      return () => undefined
    },
  }
  const loader = startLoader({ engine, catalogue: builtInCatalogue(), ledger: openLedger(folder), staging: openStagingFolder(folder), writer: writerOf(engine) }, source, async () => undefined)
  onTestFinished(async () => {
    await loader.stop()
    await engine.close()
  })
  for (let steps = 0; steps < 30; steps += 1) {
    await vi.waitFor(() => expect(loader.isBusy(), `${steps - 1} steps after`).toBe(false), 500)
    const before = looks
    tell(true)
    for (let step = 0; step < steps; step += 1) await Promise.resolve()
    tell(true)
    await vi.waitFor(() => expect(looks).toBeGreaterThan(before))
  }
  await vi.waitFor(() => expect(loader.isBusy()).toBe(false), 500)
})
