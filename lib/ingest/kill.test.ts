import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { openChdb } from '@/lib/engine/chdb'
import { migrate } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { generateSample } from '@/lib/sample/generate'
import { temporaryFolder } from './desk-on'
import { openLedger } from './ledger'
import { recover } from './settle'

const kills = 20
const told = z.object({ records: z.int() })

/** Loads until it is killed, or done; answers what it had acknowledged, and whether it was done. */
async function load(logs: string, data: string, milliseconds: number): Promise<{ acknowledged: number; isDone: boolean }> {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(import.meta.dirname, 'load-and-tell.ts'), logs, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (text) => {
    out += String(text)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const isDone = await Promise.race([ended.then((code) => code === 0), setTimeout(milliseconds, false)])
  child.kill('SIGKILL')
  await ended
  const lines = out.split('\n').slice(0, -1)
  return { acknowledged: lines.length === 0 ? 0 : told.parse(JSON.parse(lines.at(-1) ?? '')).records, isDone }
}

/** What a start finds in a data folder: events, distinct ones, and what the ledger says. */
async function found(data: string) {
  const engine = openChdb({ folder: join(data, 'store'), readers: 1 })
  try {
    await migrate(engine)
    const ledger = openLedger(data)
    await recover({ engine, ledger })
    const count = z.object({ events: z.int(), distinct: z.int() })
    const [row] = await engine.rows(count, sql`SELECT count() AS events, uniqExact(id) AS distinct FROM events`)
    return { ...row, ledger: [...ledger.files()].reduce((sum, { records }) => sum + records, 0) }
  } finally {
    await engine.close()
  }
}

it('loses nothing that was loaded and doubles nothing, whenever it is killed', { timeout: 400_000 }, async () => {
  const out = temporaryFolder()
  const { records, duplicates } = await generateSample({ out, records: 100_000, to: new Date('2026-03-31T09:17:00Z') })
  const logs = join(out, 'AWSLogs')
  const data = temporaryFolder()
  const start = performance.now()
  expect((await load(logs, data, 120_000)).isDone).toBe(true)
  const whole = performance.now() - start
  rmSync(data, { recursive: true, force: true })
  let begun = 0
  for (let kill = 0; kill < kills; ) {
    const { acknowledged, isDone } = await load(logs, data, (0.2 + 0.8 * Math.random()) * whole)
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
  const { isDone } = await load(logs, data, 120_000)
  expect(isDone).toBe(true)
  expect(await found(data)).toEqual({ events: records - duplicates, distinct: records - duplicates, ledger: records - duplicates })
})
