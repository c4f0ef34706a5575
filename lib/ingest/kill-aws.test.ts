import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { startLookupEvents } from '@/e2e/aws/lookup-events'
import { keyOf, startTrailBucket, today, trailOf } from '@/e2e/aws/trail-bucket'
import type { SourceSettings } from '@/lib/config/source-settings'
import { openChdb } from '@/lib/engine/chdb'
import { migrate } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { temporaryFolder } from './desk-on'
import { openLedger } from './ledger'
import { recover } from './settle'

const kills = 7
const account = '111122223333'
const regions = ['eu-west-1', 'eu-central-1', 'us-east-1']
const ofRegion = 250
const objects = 40

const record = (eventID: string, at: number, awsRegion: string) => ({
  eventID, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', awsRegion, managementEvent: true, eventCategory: 'Management', recipientAccountId: account,
})

/** What a start finds in a data folder: the events, each with where its record is from, and what the ledger says. */
async function found(data: string) {
  const engine = openChdb({ folder: join(data, 'store'), readers: 1 })
  try {
    await migrate(engine)
    const ledger = openLedger(data)
    await recover({ engine, ledger })
    const rows = await engine.rows(z.object({ id: z.string(), source: z.string() }), sql`SELECT JSONExtractString(raw, 'eventID') AS id, source FROM events ORDER BY id`)
    return { rows, ledger: [...ledger.files()].reduce((sum, { records }) => sum + records, 0) }
  } finally {
    await engine.close()
  }
}

it('has every event once, and that of the trail where it has told it, however often it is killed while it fetches and merges', { timeout: 400_000 }, async () => {
  const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-real-secret', account }
  const [lookups, bucket] = await Promise.all([startLookupEvents({ keys: [key], requestsPerSecond: 2 }), startTrailBucket()])
  onTestFinished(async () => {
    await Promise.all([lookups.stop(), bucket.stop()])
  })
  // LookupEvents has all, newest minutes first; the trail has delivered every other one, and some that are older.
  const now = Date.now()
  const told = regions.flatMap((region) => Array.from({ length: ofRegion }, (_, index) => record(`${region} ${index}`, now - 60_000 - index * 120_000, region)))
  lookups.add(told.map((each) => JSON.stringify(each)))
  const delivered = [...told.filter((_, index) => index % 2 === 0), ...Array.from({ length: 100 }, (_, index) => record(`older ${index}`, now - 40 * 3_600_000 - index * 1_000, 'eu-west-1'))]
  for (let index = 0; index < objects; index += 1) await bucket.put(keyOf(today(), `00${String(index).padStart(2, '0')}`, `n${index}`), trailOf(...delivered.filter((_, each) => each % objects === index)))
  // Copies come one by one, as from afar.
  bucket.proxy.spoilWith(({ method, path }) => (method === 'GET' && path.includes('.json.gz?') ? { milliseconds: 400 + Math.random() * 2_000 } : undefined))
  const ofTrail = new Set(delivered.map(({ eventID }) => eventID))
  const truth = [...new Set([...told, ...delivered].map(({ eventID }) => eventID))].sort().map((id) => ({ id, source: ofTrail.has(id) ? 's3' : 'lookup' }))

  const sources: SourceSettings[] = [
    { kind: 'lookup', name: 'lookup', access: {}, regions, days: 1 },
    { kind: 's3', name: 's3', access: {}, bucket: 'logs', prefix: '', days: 2, isRequesterPays: false },
  ]
  const env = { ...process.env, ...bucket.environment, AWS_ENDPOINT_URL_CLOUDTRAIL: lookups.url, AWS_ENDPOINT_URL_STS: lookups.url, AWS_SESSION_TOKEN: undefined, AWS_PROFILE: undefined }
  const data = temporaryFolder()
  /** Reads until it is killed, or done; answers how many events it had acknowledged, and whether it was done. */
  const read = async (milliseconds: number) => {
    const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(import.meta.dirname, 'load-and-tell.ts'), JSON.stringify(sources), data], { stdio: ['ignore', 'pipe', 'ignore'], env })
    let out = ''
    child.stdout.on('data', (text) => {
      out += String(text)
    })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const isDone = await Promise.race([ended.then((code) => code === 0), setTimeout(milliseconds, false)])
    child.kill('SIGKILL')
    await ended
    const last = out.split('\n').slice(0, -1).at(-1)
    return { acknowledged: last === undefined ? 0 : z.object({ records: z.int() }).parse(JSON.parse(last)).records, isDone }
  }
  const seen: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    const { acknowledged } = await read(2_500 + Math.random() * 6_000)
    const { rows, ledger } = await found(data)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(ledger).toBe(rows.length)
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    seen.push(rows.length)
  }
  expect(seen.some((count) => count > 0 && count < truth.length), `events after each kill: ${seen.join(', ')} of ${truth.length}`).toBe(true)
  expect((await read(120_000)).isDone).toBe(true)
  const { rows, ledger } = await found(data)
  expect(rows).toEqual(truth)
  expect(ledger).toBe(truth.length)
})
