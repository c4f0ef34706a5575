import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { EngineError } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { openDesk, type Desk } from './desk'
import { settingsOf, temporaryFolder, untilLoaded } from './desk-on'
import { openLedger } from './ledger'
import { keepFor } from './retention'
import { openStagingFolder } from './staging-folder'
import { writerOf } from './writer'

const day = 86_400_000
const record = (eventID: string, at: number) => ({ eventID, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })
const ids = async ({ engine }: Desk) => (await engine.rows(z.object({ id: z.string() }), sql`SELECT JSONExtractString(raw, 'eventID') AS id FROM events ORDER BY id`)).map(({ id }) => id)

it('drops whole months that are older than is kept, leaves the files, and loads nothing of them again', async () => {
  const [logs, data] = [temporaryFolder(), temporaryFolder()]
  const now = Date.now()
  // The beginning of a month that lies partly within the sixty days, and one long before.
  const edge = new Date(now - 60 * day)
  const sameMonth = Date.UTC(edge.getUTCFullYear(), edge.getUTCMonth(), 1)
  writeFileSync(join(logs, 'a.json.gz'), gzipSync(JSON.stringify({ Records: [record('new', now), record('old', now - 200 * day), record('same month', sameMonth)] })))
  writeFileSync(join(logs, 'b.json.gz'), gzipSync(JSON.stringify({ Records: [record('older', now - 300 * day)] })))
  const first = await openDesk(settingsOf(logs, data))
  await untilLoaded(first)
  expect(await ids(first)).toHaveLength(4)
  await first.close()

  for (let start = 0; start < 2; start += 1) {
    const desk = await openDesk({ ...settingsOf(logs, data), keep: 60 })
    onTestFinished(() => desk.close())
    await expect.poll(() => ids(desk), { timeout: 10_000 }).toEqual(['new', 'same month'])
    await untilLoaded(desk)
    expect(desk.health()).toMatchObject({ delivered: 2, records: 2, duplicates: 0, quarantined: 0 })
    await desk.close()
  }
  expect(readdirSync(logs)).toEqual(['a.json.gz', 'b.json.gz'])
})

it('says so when the store does not let go of what is too old', async () => {
  const [logs, data] = [temporaryFolder(), temporaryFolder()]
  writeFileSync(join(logs, 'a.json.gz'), gzipSync(JSON.stringify({ Records: [record('old', Date.now() - 200 * day)] })))
  const desk = await openDesk(settingsOf(logs, data))
  onTestFinished(() => desk.close())
  await untilLoaded(desk)
  const engine = { ...desk.engine, command: () => Promise.reject(new EngineError('out of memory', 'The answer needs more memory than there is.')) }
  const other = temporaryFolder()
  const keeping = keepFor({ engine, catalogue: builtInCatalogue(), ledger: openLedger(other), staging: openStagingFolder(other), writer: writerOf(engine) }, 60, async () => undefined)
  await expect.poll(() => keeping.problems()).toEqual(['Events older than 60 days could not be taken out of the store: The answer needs more memory than there is. It is tried again within the hour.'])
  await keeping.stop()
})
