import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { keyOf, s3Notification, startTrailBucket, today, trailOf } from '@/e2e/aws/trail-bucket'
import { emulated } from '@/lib/sources/emulated'
import { openDesk, type Desk } from './desk'
import { temporaryFolder } from './desk-on'

/** Who may write to a bucket or a queue may not be trusted: what they spell reaches nothing but the copies, and holds up nobody. */

const at = `${today()}T00:00:00Z`
const trail = (...ids: string[]) => trailOf(...ids.map((eventID) => ({ eventID, eventTime: at, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })))
const soon = { timeout: 30_000, interval: 50 }

/** A desk that reads a bucket and its queue; its data folder lies alone in another. */
async function reading(fill: (bucket: Awaited<ReturnType<typeof startTrailBucket>>) => Promise<void>) {
  const bucket = await startTrailBucket()
  emulated(bucket.environment, bucket)
  await fill(bucket)
  const top = temporaryFolder()
  const data = join(top, 'data')
  const desk = await openDesk({ data, sources: [{ kind: 's3', name: 's3', access: {}, bucket: 'logs', prefix: '', days: 2, isRequesterPays: false, queue: bucket.queue }] })
  onTestFinished(() => desk.close())
  return { ...bucket, desk, top, data }
}

const queueOf = (desk: Desk) => {
  const { queue } = desk.sources(1).sources[0] ?? {}
  return { ...queue, unreadable: queue?.unreadable.entries.map(({ reason }) => reason).sort() }
}

it('reads what a queue is told in every way that AWS tells it, each object once', async () => {
  const ways = ['s3', 'eventbridge', 'wrapped-s3', 'wrapped-eventbridge', 'wrapped-cloudtrail', 'raw-s3', 'raw-eventbridge', 'raw-cloudtrail']
  const { desk, put, send, publish, messages } = await reading(({ put: first }) => first(keyOf(today(), '0000', 'first'), trail('first')))
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: 1, loading: false }), soon)
  const keys = Object.fromEntries(ways.map((way) => [way, keyOf(today(), '0905', way)]))
  for (const [way, key] of Object.entries(keys)) await put(key, trail(way, 'in all of them'))
  const eventBridge = (key = '') => JSON.stringify({
    version: '0', id: '17793124-05d4-b198-2fde-7ededc63b103', 'detail-type': 'Object Created', source: 'aws.s3', account: '111122223333', time: at, region: 'eu-west-1', resources: ['arn:aws:s3:::logs'],
    detail: { version: '0', bucket: { name: 'logs' }, object: { key, size: 100, etag: 'x', sequencer: '00617F08299329D189' }, 'request-id': 'N4N7GDK58NMKJ12R', requester: 'cloudtrail.amazonaws.com', 'source-ip-address': '192.0.2.1', reason: 'PutObject' },
  })
  await send(s3Notification('logs', keys.s3 ?? ''))
  await send(eventBridge(keys.eventbridge))
  for (const how of ['wrapped', 'raw'] as const) {
    await publish(s3Notification('logs', keys[`${how}-s3`] ?? ''), how)
    await publish(eventBridge(keys[`${how}-eventbridge`]), how)
    await publish(JSON.stringify({ s3Bucket: 'logs', s3ObjectKey: [keys[`${how}-cloudtrail`]] }), how)
    await publish('CloudTrail validation message.', how)
    await publish('{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-03-01T00:00:00.000Z","Bucket":"logs"}', how)
  }
  // Long before the bucket is looked at again.
  await vi.waitFor(() => expect(queueOf(desk)).toMatchObject({ received: 12, stored: 8, ignored: 4, waiting: 0, unreadable: [] }), soon)
  expect(messages()).toEqual({ ready: 0, inFlight: 0 })
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: 1 + ways.length + 1, duplicates: ways.length - 1, quarantined: 0, problems: [] }), soon)
})

it('keeps copies of keys of every spelling within their folder, each to itself', async () => {
  const folder = keyOf(today(), '0905', 'x').replace(/[^/]*$/, '')
  const genuine = keyOf(today(), '0905', 'genuine')
  const names = ['line\nbreak', 'tab\tand \u001b[31m colour', 'ünïcödé 😀 \u202e', 'percent %2e%2e%2f%00 + plus', '..', '.', '..%2f..%2f', `long ${'ö'.repeat(300)}`, `long ${'ö'.repeat(299)}`, '-rf *', 'objects.ndjson', genuine.split('/').at(-1)]
  const read = names.map((name) => `${folder}${name}.json.gz`)
  const others = [`${genuine}/${genuine}`, `AWSLogs/../${genuine}`, `AWSLogs/../../../../escaped/${genuine}`, `./${genuine}`, `AWSLogs//${genuine}`, `${genuine}.part`, 'objects.ndjson', 'AWSLogs/objects.ndjson', `${folder}../../../../../../../../escaped.json.gz`]
  const { desk, top, data, send } = await reading(async ({ put }) => {
    for (const key of [...others, ...read, genuine]) await put(key, trail(key))
  })
  for (const key of [...others, ...read, genuine]) await send(s3Notification('logs', key))
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: read.length + 1, duplicates: 0, quarantined: 0, loading: false, problems: [] }), soon)
  await vi.waitFor(() => expect(queueOf(desk)).toMatchObject({ received: read.length + 1 + others.length, stored: read.length + 1, waiting: 0 }), soon)
  expect(queueOf(desk).unreadable).toHaveLength(5)
  const copies = readdirSync(join(data, 'cache', 's3'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath }) => parentPath)
  expect(copies).toEqual(Array.from({ length: read.length + 1 }, () => join(data, 'cache', 's3', folder).replace(/\/$/, '')))
  expect(readdirSync(top)).toEqual(['data'])
  expect(existsSync(join(top, 'escaped'))).toBe(false)
  const lines = readFileSync(join(data, 's3', 'objects.ndjson'), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { key: string }).key)
  expect(lines.sort()).toEqual([...read, genuine].sort())
})

it('lets no message hold up another, and says of each that it cannot read why', async () => {
  const { desk, put, send, messages } = await reading(({ put: first }) => first(keyOf(today(), '0000', 'first'), trail('first')))
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: 1, loading: false }), soon)
  const missing = keyOf(today(), '0905', 'missing')
  const poison: [body: string, reason: string][] = [
    ['not json', 'It is no JSON.'],
    ['['.repeat(100_000), 'It is no JSON.'],
    ['x'.repeat(250_000), 'It is no JSON.'],
    [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'It is none of the messages'],
    ['{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":null}]}', 'It is none of the messages'],
    ['{"__proto__":{"Records":[]},"Type":"Notification","Message":"{}"}', 'It is none of the messages'],
    [s3Notification('another', missing), 'It tells of an object of another bucket: another'],
    [s3Notification('a'.repeat(100_000), missing), 'It tells of an object of another bucket: aaaa'],
    [s3Notification('logs', missing), `There is no such object in the bucket: ${missing}`],
    [s3Notification('logs', ...Array.from({ length: 400 }, (_, index) => `${missing}${index}.json.gz`)), 'There is no such object in the bucket: '],
    [s3Notification('logs', `AWSLogs/../../../${missing}`), 'It tells of an object that does not lie below AWSLogs/'],
    [JSON.stringify({ s3Bucket: 'logs', s3ObjectKey: [`/etc/${missing}`] }), 'It tells of an object that does not lie below AWSLogs/'],
    [JSON.stringify({ Type: 'SubscriptionConfirmation', Message: 'x', SubscribeURL: 'http://127.0.0.1:1/' }), 'SNS asks for the subscription to be confirmed.'],
  ]
  const nothing = [s3Notification('logs', '../../../etc/passwd'), s3Notification('logs', 'some/photo.jpg'), '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"logs"}']
  const good = keyOf(today(), '0906', 'good')
  await put(good, trail('good'))
  for (const [body] of poison) await send(body)
  for (const body of nothing) await send(body)
  await send(s3Notification('logs', good, missing))
  await send(s3Notification('logs', good))
  await vi.waitFor(() => expect(desk.health()).toMatchObject({ records: 2, duplicates: 0 }), soon)
  await vi.waitFor(() => expect(queueOf(desk)).toMatchObject({ received: poison.length + nothing.length + 2, stored: 1, ignored: nothing.length, waiting: 0 }), soon)
  const reasons = queueOf(desk).unreadable ?? []
  expect(reasons).toHaveLength(poison.length + 1)
  for (const [body, reason] of poison) expect(reasons.some((each) => each.startsWith(reason)), body.slice(0, 100)).toBe(true)
  expect(Math.max(...reasons.map(({ length }) => length))).toBe(400)
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: poison.length + 1 }), soon)
})
