import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startLookupEvents } from '@/e2e/aws/lookup-events'
import { daysAgo, keyOf, startTrailBucket, trailOf } from '@/e2e/aws/trail-bucket'
import type { SourceState } from '@/lib/api/sources'
import { generateSample } from '@/lib/sample/generate'
import { emulated } from '@/lib/sources/emulated'
import { openDesk } from './desk'
import { temporaryFolder } from './desk-on'

const account = '111122223333'
const record = (eventID: string, at: number) => ({ eventID, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'X', awsRegion: 'eu-west-1', managementEvent: true, eventCategory: 'Management', recipientAccountId: account })

it('tells of every source how fast it is fetched or read, and how long that still takes', { timeout: 120_000 }, async () => {
  const out = temporaryFolder()
  await generateSample({ out, records: 100_000, to: new Date('2026-03-31T09:17:00Z') })
  const lookups = await startLookupEvents({ keys: [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-real-secret', account }], requestsPerSecond: 2 })
  const bucket = await startTrailBucket()
  emulated({ ...bucket.environment, AWS_ENDPOINT_URL_CLOUDTRAIL: lookups.url, AWS_ENDPOINT_URL_STS: lookups.url }, lookups, bucket)
  lookups.add(Array.from({ length: 5_000 }, (_, index) => JSON.stringify(record(`${index}`, Date.now() - 60_000 - index * 10_000))))
  for (let index = 0; index < 120; index += 1) await bucket.put(keyOf(daysAgo(3), '0905', `n${index}`), trailOf(record(`of the bucket ${index}`, Date.now())))
  // As from afar.
  bucket.proxy.spoilWith(({ path }) => (path.includes('.json.gz?') ? { milliseconds: 1_000 } : undefined))
  const desk = await openDesk({
    data: temporaryFolder(),
    sources: [
      { kind: 'lookup', name: 'lookup', access: {}, regions: ['eu-west-1'], days: 1 },
      { kind: 's3', name: 's3', access: {}, bucket: 'logs', prefix: '', days: 9, isRequesterPays: false },
      { kind: 'folder', name: 'folder', folder: join(out, 'AWSLogs') },
    ],
  })
  onTestFinished(() => desk.close())
  const rateOf = ({ name, fetching, recordsPerSecond, secondsLeft }: SourceState) => {
    if (fetching === null) return { name, unit: 'records', perSecond: recordsPerSecond ?? 0, secondsLeft: secondsLeft ?? 0 }
    return { name, unit: fetching.unit, perSecond: fetching.perSecond, secondsLeft: fetching.share > 0 && fetching.share < 1 ? (fetching.secondsLeft ?? 0) : 0 }
  }
  const seen = new Map<string, string>()
  await vi.waitFor(() => {
    for (const { name, unit, perSecond, secondsLeft } of desk.sources(1).sources.map(rateOf)) if (perSecond > 0 && secondsLeft > 0) seen.set(name, unit)
    expect(Object.fromEntries(seen)).toEqual({ lookup: 'events', s3: 'objects', folder: 'records' })
  }, { timeout: 60_000, interval: 20 })
})
