import { rmSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { startLookupEvents } from '@/e2e/aws/lookup-events'
import { keyOf, startTrailBucket, today, trailOf } from '@/e2e/aws/trail-bucket'
import type { SourceSettings } from '@/lib/config/source-settings'
import { sql } from '@/lib/engine/sql'
import { temporaryFolder } from './desk-on'
import { foundAtStart, loadUntilKilled } from './killed'

const kills = 7
const account = '111122223333'
const regions = ['eu-west-1', 'eu-central-1', 'us-east-1']
const ofRegion = 250
const objects = 40

const record = (eventID: string, at: number, awsRegion: string) => ({
  eventID, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', awsRegion, managementEvent: true, eventCategory: 'Management', recipientAccountId: account,
})

const row = z.object({ id: z.string(), source: z.string() })

/** What a start finds in a data folder: the events, each with where its record is from, and what the ledger says. */
const found = (data: string) => foundAtStart(data, (engine) => engine.rows(row, sql`SELECT JSONExtractString(raw, 'eventID') AS id, source FROM events ORDER BY id`))

it('has every event once, and that of the trail where it has told it, however often it is killed while it fetches and merges', { timeout: 400_000, retry: 0 }, async () => {
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
  const read = (milliseconds: number) => loadUntilKilled(JSON.stringify(sources), data, milliseconds, env)
  const seen: number[] = []
  const isAmid = (count: number) => count > 0 && count < truth.length
  let longest = 8_500
  for (let kill = 0; kill < kills || (kill < 3 * kills && !seen.some(isAmid)); kill += 1) {
    const { acknowledged } = await read(1_000 + Math.random() * (longest - 1_000))
    const { stored: rows, ledger } = await found(data)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(ledger).toBe(rows.length)
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    seen.push(rows.length)
    // Where nothing is left to do no kill is amid anything: from the beginning again, and sooner.
    if (JSON.stringify(rows) === JSON.stringify(truth)) {
      rmSync(data, { recursive: true, force: true })
      longest = Math.max(2_000, longest * 0.7)
    } else if (rows.length === 0) longest *= 1.4
  }
  expect(seen.some(isAmid), `events after each kill: ${seen.join(', ')} of ${truth.length}`).toBe(true)
  expect((await read(120_000)).isDone).toBe(true)
  const { stored: rows, ledger } = await found(data)
  expect(rows).toEqual(truth)
  expect(ledger).toBe(truth.length)
})
