import { expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { startLookupEvents } from '@/e2e/aws/lookup-events'
import { keyOf, startTrailBucket, today, trailOf } from '@/e2e/aws/trail-bucket'
import { sql } from '@/lib/engine/sql'
import { emulated } from '@/lib/sources/emulated'
import { openDesk } from './desk'
import { temporaryFolder } from './desk-on'

const account = '111122223333'
const soon = { timeout: 30_000, interval: 50 }

/** As CloudTrail Insights tells the start or the end of something unusual. */
const insight = (eventID: string, state: 'Start' | 'End', minutesAgo: number) => ({
  eventVersion: '1.08', eventTime: new Date(Date.now() - minutesAgo * 60_000).toISOString().replace(/\.\d+Z/, 'Z'), awsRegion: 'eu-west-1', eventID, eventType: 'AwsCloudTrailInsight', recipientAccountId: account, sharedEventID: 'of both',
  insightDetails: { state, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', insightType: 'ApiCallRateInsight', insightContext: { statistics: { baseline: { average: 0.1 }, insight: { average: 40 } } } }, eventCategory: 'Insight',
})

const row = z.object({ id: z.string(), source: z.string() })

it('reads Insights events of LookupEvents and of a trail’s bucket, each once', async () => {
  const lookups = await startLookupEvents({ keys: [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-real-secret', account }], requestsPerSecond: 1_000 })
  const bucket = await startTrailBucket()
  emulated({ ...bucket.environment, AWS_ENDPOINT_URL_CLOUDTRAIL: lookups.url, AWS_ENDPOINT_URL_STS: lookups.url }, lookups, bucket)
  const [begun, ended, older] = [insight('began', 'Start', 20), insight('ended', 'End', 10), insight('of the trail alone', 'Start', 60 * 26)]
  lookups.add([begun, ended].map((each) => JSON.stringify(each)))
  await bucket.put(keyOf(today(), '0001', 'a', { kind: 'CloudTrail-Insight' }), trailOf(begun, older))
  const desk = await openDesk({
    data: temporaryFolder(),
    sources: [
      { kind: 'lookup', name: 'lookup', access: {}, regions: ['eu-west-1'], days: 1 },
      { kind: 's3', name: 's3', access: {}, bucket: 'logs', prefix: '', days: 2, isRequesterPays: false },
    ],
  })
  onTestFinished(() => desk.close())
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: 3, duplicates: 1, quarantined: 0, loading: false, problems: [] }), soon)
  expect(await desk.engine.rows(row, sql`SELECT JSONExtractString(raw, 'eventID') AS id, source FROM events ORDER BY id`)).toEqual([
    { id: 'began', source: 's3' }, { id: 'ended', source: 'lookup' }, { id: 'of the trail alone', source: 's3' },
  ])
  expect(desk.sources(1).sources.flatMap(({ streams }) => streams.map(({ category, fetched }) => ({ category, fetched })))).toEqual([{ category: 'management', fetched: 0 }, { category: 'insight', fetched: 2 }, { category: 'insight', fetched: 1 }])
})
