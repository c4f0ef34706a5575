import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { openChdb } from '@/lib/engine/chdb'
import { migrate } from '@/lib/engine/schema'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { folderSource } from '@/lib/sources/folder/folder'
import type { Source } from '@/lib/sources/trail-file'
import type { SourceSettings } from '@/lib/config/source-settings'
import { openDesk, type Desk } from './desk'
import { temporaryFolder, untilLoaded } from './desk-on'
import { openLedger } from './ledger'
import { startLoader } from './loader'
import { openStagingFolder } from './staging-folder'
import { writerOf } from './writer'

const record = (eventID: string, eventTime = '2026-03-01T09:00:00Z') => ({ eventID, eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })
const put = (folder: string, name: string, ...records: object[]) => writeFileSync(join(folder, name), gzipSync(JSON.stringify({ Records: records })))
const named = (name: string, folder: string): SourceSettings => ({ kind: 'folder', name, folder })

async function deskOf(data: string, sources: readonly SourceSettings[]): Promise<Desk> {
  const desk = await openDesk({ sources, data, rules: undefined })
  onTestFinished(() => desk.close())
  return desk
}

it('reads all its sources into one store, tells what each delivered, and sums it up', async () => {
  const [one, other] = [temporaryFolder(), temporaryFolder()]
  put(one, 'a.json.gz', record('1'), record('2', '2026-03-02T00:00:00Z'))
  put(other, 'a.json.gz', record('2', '2026-03-02T00:00:00Z'), record('3', '2026-03-04T00:00:00Z'))
  const desk = await deskOf(temporaryFolder(), [named('one', one), named('other', other)])
  await untilLoaded(desk)
  expect(desk.health()).toMatchObject({ delivered: 4, records: 3, duplicates: 1, quarantined: 0, progress: 1, problems: [] })
  const { sources } = desk.sources(10)
  expect(sources.map(({ name, tally, covers }) => ({ name, delivered: tally.delivered, covers }))).toEqual([
    { name: 'one', delivered: 2, covers: { from: '2026-03-01T09:00:00.000Z', to: '2026-03-02T00:00:00.000Z' } },
    { name: 'other', delivered: 2, covers: { from: '2026-03-02T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' } },
  ])
  expect(sources.reduce((sum, { tally }) => sum + tally.records, 0)).toBe(3)
  put(other, 'b.json.gz', record('4'))
  expect(desk.sync('other')).toBe(true)
  expect(desk.sync('none')).toBe(false)
  await untilLoaded(desk)
  expect(desk.health().records).toBe(4)
})

it('reads the others when one source is broken, and says which', async () => {
  const logs = temporaryFolder()
  put(logs, 'a.json.gz', record('1'))
  const missing = join(logs, 'missing')
  const desk = await deskOf(temporaryFolder(), [named('missing', missing), named('logs', logs)])
  await expect.poll(() => desk.health().records, { timeout: 10_000 }).toBe(1)
  expect(desk.health().problems).toEqual([expect.stringContaining(missing)])
  expect(desk.sources(1).sources.map(({ name, state }) => ({ name, state }))).toEqual([{ name: 'missing', state: 'failed' }, { name: 'logs', state: 'watching' }])
  mkdirSync(missing)
  put(missing, 'b.json.gz', record('2'))
  desk.sync('missing')
  await untilLoaded(desk)
  expect(desk.health()).toMatchObject({ records: 2, problems: [] })
})

it('lets a source with little wait no longer than two batches of one with much', async () => {
  const data = temporaryFolder()
  const [much, little] = [join(data, 'much'), join(data, 'little')]
  for (const folder of [much, little]) mkdirSync(folder)
  for (let file = 0; file < 120; file += 1) writeFileSync(join(much, `${file}.json`), JSON.stringify({ Records: [record(`much-${file}`)] }))
  put(little, 'a.json.gz', record('little'))
  // Files that say they are large make small batches.
  const files = folderSource({ name: 'much', kind: 'folder', folder: much })
  const large: Source = { ...files, look: async (signal) => ({ left: [], files: (await files.look(signal)).files.map((file) => ({ ...file, size: 7_000_000 })) }) }
  const engine = openChdb({ folder: join(data, 'store'), readers: 2 })
  await migrate(engine)
  const shared = { engine, catalogue: builtInCatalogue(), ledger: openLedger(data), staging: openStagingFolder(data), writer: writerOf(engine) }
  const order: string[] = []
  const loaders = [large, folderSource({ name: 'little', kind: 'folder', folder: little })].map((source) => startLoader(shared, source, async () => void order.push(source.name)))
  onTestFinished(async () => {
    await Promise.all(loaders.map((loader) => loader.stop()))
    await engine.close()
  })
  await expect.poll(() => loaders.some((loader) => loader.isBusy()), { timeout: 60_000 }).toBe(false)
  expect(order.length).toBeGreaterThan(6)
  expect(order.indexOf('little')).toBeLessThanOrEqual(2)
})

it('opens a data folder that one source made, lets another join it, and loads nothing twice', async () => {
  const [data, logs, more] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  put(logs, 'a.json.gz', record('1'))
  const first = await openDesk({ sources: [named('logs', logs)], data, rules: undefined })
  await untilLoaded(first)
  await first.close()
  writeFileSync(join(data, 'belongs-to.json'), JSON.stringify({ kind: 'folder', logs }))
  put(more, 'b.json.gz', record('2'))
  const desk = await deskOf(data, [named('logs', logs), named('more', more)])
  await untilLoaded(desk)
  expect(desk.health()).toMatchObject({ delivered: 2, records: 2, version: 2 })
  await desk.close()
  const strange = { data, rules: undefined }
  await expect(openDesk({ ...strange, sources: [named('logs', more)] })).rejects.toThrow(`belongs to ${logs}`)
  await expect(openDesk({ ...strange, sources: [named('elsewhere', more)] })).rejects.toThrow('belongs to')
})

it('takes what a configuration changes to, but leaves out a source that is another under a known name, and says so', async () => {
  const [data, one, other] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  put(one, 'a.json.gz', record('1'))
  put(other, 'b.json.gz', record('2'))
  const file = join(one, 'traildesk.yaml')
  writeFileSync(file, '')
  const config = { file, problems: [{ line: 3, message: 'takes a number' }] }
  const first = await openDesk({ data, config, sources: [named('logs', one)] })
  await untilLoaded(first)
  expect(first.health().problems).toEqual(['traildesk.yaml, line 3: takes a number'])
  await first.close()
  const desk = await openDesk({ data, config: { file, problems: [] }, sources: [named('logs', other), named('other', other)] })
  onTestFinished(() => desk.close())
  await untilLoaded(desk)
  expect(desk.health()).toMatchObject({ records: 2, problems: [`“logs” is not read: under this name the data folder has ${one}. Give the source another name, or another folder with --data.`] })
  expect(desk.sources(1).sources.map(({ name }) => name)).toEqual(['other'])
})
