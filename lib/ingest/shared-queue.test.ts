import { expect, it, onTestFinished, vi } from 'vitest'
import { keyOf, s3Notification, startTrailBucket, today, trailOf } from '@/e2e/aws/trail-bucket'
import type { SourceSettings } from '@/lib/config/source-settings'
import type * as Waits from '@/lib/sources/waits'
import { emulated } from '@/lib/sources/emulated'
import { openDesk } from './desk'
import { temporaryFolder } from './desk-on'

/** One queue that tells of several buckets, as teams have it that read all their trails by one. */

// What comes, comes by the queue: buckets are not looked at again.
vi.mock('@/lib/sources/waits', async (actual) => ({ ...(await actual<typeof Waits>()), lookEvery: 600_000, messageAgain: 2 }))

const soon = { timeout: 30_000, interval: 50 }
const trail = (eventID: string) => trailOf({ eventID, eventTime: `${today()}T00:00:00Z`, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })

/** Three sources on two buckets, of which one has two prefixes, that are looked at and read; another bucket is nobody's. */
async function reading() {
  const first = await startTrailBucket()
  emulated(first.environment, first)
  const other = first.another('other')
  const settings = (name: string, bucket: string, prefix = ''): SourceSettings => ({ kind: 's3', name, access: {}, bucket, prefix, days: 2, isRequesterPays: false, queue: first.queue })
  const sources = [
    { settings: settings('logs', 'logs'), bucket: 'logs', put: first.put, above: '' },
    { settings: settings('logs-audit', 'logs', 'audit/'), bucket: 'logs', put: first.put, above: 'audit/' },
    { settings: settings('other', 'other'), bucket: 'other', put: other.put, above: '' },
  ]
  const key = (source: number, unique: string) => keyOf(today(), '0905', unique, { above: sources[source]?.above ?? '' })
  const deliver = async (source: number, unique: string) => {
    await sources[source]?.put(key(source, unique), trail(`${source} ${unique}`))
    await first.send(s3Notification(sources[source]?.bucket ?? '', key(source, unique)))
  }
  for (const source of [0, 1, 2]) await sources[source]?.put(key(source, 'first'), trail(`${source} first`))
  const desk = await openDesk({ data: temporaryFolder(), sources: sources.map((each) => each.settings) })
  onTestFinished(() => desk.close())
  const records = () => desk.sources(1).sources.map(({ tally }) => tally.records)
  const queues = () => desk.sources(1).sources.map(({ queue }) => queue)
  await vi.waitFor(() => expect({ records: records(), loading: desk.health().loading }).toEqual({ records: [1, 1, 1], loading: false }), soon)
  return { ...first, desk, key, deliver, records, queues }
}

it('gives each message to the source that reads its bucket, deletes it once its records are stored there, and tells of a bucket that is nobody’s', async () => {
  const { desk, key, deliver, records, queues, send, messages } = await reading()
  for (const source of [0, 1, 2, 2, 1, 0]) await deliver(source, `n${source} ${Math.random()}`)
  await deliver(2, 'of both')
  // One message may tell of several.
  await send(JSON.stringify({ Records: [...JSON.parse(s3Notification('other', key(2, 'of both'))).Records, ...JSON.parse(s3Notification('logs', key(1, 'first'))).Records] as unknown[] }))
  await send(s3Notification('nobodys', key(0, 'x')))
  await vi.waitFor(() => expect(records()).toEqual([3, 3, 4]), soon)
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: 1 }), soon)
  // What is deleted is counted a moment later.
  await vi.waitFor(() => expect(queues()[0]).toMatchObject({ stored: 8, waiting: 0 }), soon)
  for (const [index, queue] of queues().entries()) {
    expect(queue).toMatchObject({ received: 9, stored: 8, ignored: 0, waiting: 0, unreadable: { total: 1, entries: [{ reason: 'It tells of an object of another bucket: nobodys' }] }, problem: null })
    expect(queue?.sharedWith).toEqual(['logs', 'logs-audit', 'other'].filter((_, each) => each !== index))
  }
  expect(desk.health()).toMatchObject({ records: 10, duplicates: 0, problems: [] })
})

it('lets a bucket that is denied, and one that is paused, hold up none of the others, and loses nothing of theirs', async () => {
  const { desk, deliver, records, messages, proxy } = await reading()
  const isDenied = { is: true }
  proxy.spoilWith(({ method, path }) => (isDenied.is && method === 'GET' && path.startsWith('/other/') ? { status: 403, code: 'AccessDenied' } : undefined))
  desk.setPaused('logs-audit', true)
  for (let each = 0; each < 30; each += 1) await Promise.all([deliver(2, `denied ${each}`), deliver(1, `paused ${each}`)])
  await deliver(0, 'good')
  await vi.waitFor(() => expect(records()).toEqual([2, 1, 1]), soon)
  await vi.waitFor(() => expect([...desk.health().problems].sort()).toEqual([expect.stringContaining('s3:GetObject on resource "arn:aws:s3:::other/AWSLogs/*"'), expect.stringContaining('“logs-audit” is paused')]), soon)
  const left = () => Object.values(messages()).reduce((sum, each) => sum + each, 0)
  await vi.waitFor(() => expect(left()).toBe(60), soon)
  isDenied.is = false
  await vi.waitFor(() => expect(records()).toEqual([2, 1, 31]), soon)
  desk.setPaused('logs-audit', false)
  await vi.waitFor(() => expect(records()).toEqual([2, 31, 31]), soon)
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: 0 }), { ...soon, timeout: 50_000 })
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: 64, duplicates: 0, problems: [], loading: false }), soon)
})
