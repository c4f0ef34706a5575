import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { generateSample } from '@/lib/sample/generate'
import { temporaryFolder } from './desk-on'
import { foundAtStart, loadUntilKilled } from './killed'

const kills = 20
const count = z.object({ events: z.int(), distinct: z.int() })

/** What a start finds in a data folder: events, distinct ones, and what the ledger says. */
async function found(data: string) {
  const { stored: [row], ledger } = await foundAtStart(data, (engine) => engine.rows(count, sql`SELECT count() AS events, uniqExact(id) AS distinct FROM events`))
  return { ...row, ledger }
}

it('loses nothing that was loaded and doubles nothing, whenever it is killed', { timeout: 400_000, retry: 0 }, async () => {
  const out = temporaryFolder()
  const { records, duplicates } = await generateSample({ out, records: 100_000, to: new Date('2026-03-31T09:17:00Z') })
  const logs = join(out, 'AWSLogs')
  const data = temporaryFolder()
  const start = performance.now()
  expect((await loadUntilKilled(logs, data, 120_000)).isDone).toBe(true)
  const whole = performance.now() - start
  rmSync(data, { recursive: true, force: true })
  let begun = 0
  for (let kill = 0; kill < kills; ) {
    const { acknowledged, isDone } = await loadUntilKilled(logs, data, (0.2 + 0.8 * Math.random()) * whole)
    if (!isDone) kill += 1
    const { events, distinct, ledger } = await found(data)
    expect(events).toBe(distinct)
    expect(events).toBe(ledger)
    expect(events).toBeGreaterThanOrEqual(acknowledged)
    if (acknowledged > 0) begun += 1
    if (isDone || ledger === records - duplicates) {
      expect(events).toBe(records - duplicates)
      rmSync(data, { recursive: true, force: true })
    }
  }
  expect(begun).toBeGreaterThan(0)
  const { isDone } = await loadUntilKilled(logs, data, 120_000)
  expect(isDone).toBe(true)
  expect(await found(data)).toEqual({ events: records - duplicates, distinct: records - duplicates, ledger: records - duplicates })
})
