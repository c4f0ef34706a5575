import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openChdb } from './chdb'
import type { Engine } from './engine'
import { sql } from './sql'

function engineIn(folder = mkdtempSync(join(tmpdir(), 'traildesk-chdb-')), readers = 3): Engine {
  const engine = openChdb({ folder, readers })
  onTestFinished(async () => {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return engine
}

const one = z.object({ one: z.int() })
const slow = sql`SELECT toInt64(count()) AS one FROM numbers(30000000000) WHERE sipHash64(number) % 7 = 1`

it('answers a quick question while slow ones are worked on', async () => {
  const engine = engineIn()
  const stopped = new AbortController()
  const slows = [1, 2].map(() => engine.rows(one, slow, { signal: stopped.signal, seconds: 60 }).catch(() => 'stopped'))
  expect(await engine.rows(one, sql`SELECT ${1} AS one`)).toEqual([{ one: 1 }])
  stopped.abort()
  expect(await Promise.all(slows)).toEqual(['stopped', 'stopped'])
})

it('stops the work itself when nobody waits for it any more', async () => {
  const engine = engineIn()
  const stopped = new AbortController()
  const answer = engine.rows(one, slow, { signal: stopped.signal, seconds: 60 })
  await setTimeout(300)
  stopped.abort()
  await expect(answer).rejects.toMatchObject({ kind: 'stopped' })
  const [running] = await engine.rows(z.object({ count: z.int() }), sql`SELECT count() - 1 AS count FROM system.processes`)
  expect(running?.count).toBe(0)
})

it('gives up on a question that takes too long, and says so', async () => {
  await expect(engineIn().rows(one, slow, { seconds: 1 })).rejects.toMatchObject({ kind: 'too slow' })
})

it('stops a stream that is left early, and lends its place to the next', async () => {
  const engine = engineIn(undefined, 1)
  for await (const block of engine.stream(sql`SELECT number FROM numbers(100000000)`, 'TSVRaw')) {
    expect(block.length).toBeGreaterThan(0)
    break
  }
  expect(await engine.rows(one, sql`SELECT ${1} AS one`)).toEqual([{ one: 1 }])
})

it('says in words for people that another process has the store open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-chdb-'))
  engineIn(folder)
  const second = `import('${join(import.meta.dirname, 'chdb.ts')}').then(({ openChdb }) => openChdb({ folder: ${JSON.stringify(folder)} })).catch((error) => console.log(error.kind, error.message))`
  const { stdout } = spawnSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', '-e', second], { encoding: 'utf8' })
  expect(stdout).toMatch(/^locked The store in .* another desk has it open/)
})

it('takes no text in a command', async () => {
  await expect(engineIn().command(sql`SELECT ${'1; DROP TABLE events'}`)).rejects.toThrow('whole numbers')
})
