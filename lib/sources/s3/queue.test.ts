import { expect, it, onTestFinished, vi } from 'vitest'
import { daysAgo, keyOf, s3Notification, today, trailOf } from '@/e2e/aws/trail-bucket'
import { credentialsOf } from '../aws-access'
import type { IsStored } from '../trail-file'
import type { bucketSource } from './bucket'
import { queueOf } from './queue'
import { bucketWith } from './source-of-bucket'

const day = today()
const trail = trailOf({ eventID: '1', eventTime: `${day}T00:00:00Z` })
const soon = { timeout: 15_000, interval: 20 }

/** A source that has looked at its empty bucket, so that only the queue tells it of what comes. */
async function listening(isStored: IsStored = () => true) {
  const bucket = await bucketWith('audit logs/')
  await bucket.put(keyOf(daysAgo(3), '0905', 'first', { above: 'audit logs/' }), trail)
  const { source } = bucket.start({ queue: bucket.queue, isStored })
  await vi.waitFor(() => expect(source.share()).toBe(1), soon)
  const key = (unique: string) => keyOf(day, '0905', unique, { above: 'audit logs/' })
  return { ...bucket, source, key }
}

const stateOf = (source: ReturnType<typeof bucketSource>) => {
  const { unreadable, url: _, ...counts } = source.queue?.() ?? { url: '', unreadable: [] }
  return { ...counts, unreadable: unreadable.map(({ reason }) => reason) }
}
const filesOf = async (source: ReturnType<typeof bucketSource>) => (await source.look(new AbortController().signal)).files.map(({ path }) => path)

it('fetches what a message tells of, and deletes it only once that is stored', async () => {
  const stored = new Set<string>()
  const { source, key, put, send, messages } = await listening(({ path }) => stored.has(path))
  await put(key('a'), trail)
  await put(key('b'), trail)
  await send(s3Notification('logs', key('a'), key('b')))
  await vi.waitFor(async () => expect(await filesOf(source)).toEqual(expect.arrayContaining([key('a'), key('b')])), soon)
  stored.add(key('a'))
  await new Promise((later) => setTimeout(later, 1_000))
  expect(messages()).toEqual({ ready: 0, inFlight: 1 })
  expect(stateOf(source)).toMatchObject({ received: 1, stored: 0, waiting: 1 })
  stored.add(key('b'))
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: 0 }), soon)
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ received: 1, stored: 1, ignored: 0, waiting: 0, unreadable: [] }), soon)
})

it('leaves what it cannot read in the queue, says why, and is not held up by it', async () => {
  const { source, key, put, send, messages } = await listening()
  await put(key('good'), trail)
  const poison = ['not json', '{"hello":"world"}', s3Notification('another-bucket', key('x')), s3Notification('logs', key('missing')), s3Notification('logs', keyOf(day, '0905', 'elsewhere'))]
  for (const body of poison) await send(body)
  await send(s3Notification('logs', key('good')))
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ received: 6, stored: 1, waiting: 0 }), soon)
  expect([...stateOf(source).unreadable].sort()).toEqual([
    'It is no JSON.',
    'It is none of the messages that S3, EventBridge or CloudTrail send of new objects.',
    'It tells of an object of another bucket: another-bucket',
    `It tells of an object that does not lie below audit logs/AWSLogs/ as a trail puts it: ${keyOf(day, '0905', 'elsewhere')}`,
    `There is no such object in the bucket: ${key('missing')}`,
  ])
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: poison.length }), soon)
  expect(source.problems()).toEqual([])
  expect(source.streams()).toMatchObject([{ share: 1, fetched: 2 }])
})

it('deletes what tells of nothing to read, and what it has read before', async () => {
  const { source, key, put, send, messages, proxy } = await listening()
  await put(key('a'), trail)
  await send(s3Notification('logs', key('a')))
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ stored: 1 }), soon)
  await send(s3Notification('logs', key('a')))
  await send('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"logs"}')
  await send(s3Notification('logs', 'audit logs/AWSLogs/111122223333/vpcflowlogs/x.log.gz'))
  await send(s3Notification('logs', keyOf(daysAgo(120), '0905', 'old', { above: 'audit logs/' })))
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ received: 5, stored: 2, ignored: 3, waiting: 0, unreadable: [] }), soon)
  expect(messages()).toEqual({ ready: 0, inFlight: 0 })
  expect(proxy.asked.filter(({ method, path }) => method === 'GET' && path.includes('_a.json.gz'))).toHaveLength(1)
})

it('copies digests that it is told of, which wait for no store', async () => {
  const { source, put, send } = await listening(() => false)
  const digest = keyOf(day, '0905', 'd', { above: 'audit logs/', kind: 'CloudTrail-Digest' })
  await put(digest, trail)
  await send(JSON.stringify({ s3Bucket: 'logs', s3ObjectKey: [digest] }))
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ received: 1, stored: 1 }), soon)
  expect(await filesOf(source)).not.toContain(digest)
})

it('reads what a topic passes on, in an envelope and raw', async () => {
  const { source, key, put, publish } = await listening()
  const keys = ['wrapped', 'raw', 'cloudtrail-wrapped', 'cloudtrail-raw'].map(key)
  for (const each of keys) await put(each, trail)
  for (const [index, how] of (['wrapped', 'raw'] as const).entries()) {
    await publish(s3Notification('logs', keys[index] ?? ''), how)
    await publish(JSON.stringify({ s3Bucket: 'logs', s3ObjectKey: [keys[index + 2]] }), how)
    await publish('CloudTrail validation message.', how)
  }
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ received: 6, stored: 4, ignored: 2, unreadable: [] }), soon)
  expect(await filesOf(source)).toEqual(expect.arrayContaining(keys))
})

it('keeps a message to itself for as long as its records take to be stored', async () => {
  const { proxy, queue: url, send, messages } = await bucketWith()
  const stopped = new AbortController()
  onTestFinished(() => stopped.abort())
  let isStored = false
  const following = queueOf({
    url, access: {}, credentials: credentialsOf({}), region: undefined, hidden: 2,
    readers: [{ source: 's3', bucket: 'logs', isPaused: () => false, sort: () => 'read', fetch: () => Promise.resolve('copied'), isStored: () => isStored, tell: () => undefined }],
  })
  following.run(stopped.signal).catch(() => undefined)
  await send(s3Notification('logs', 'a.json.gz'))
  await vi.waitFor(() => expect(proxy.asked.filter(({ action }) => action === 'ChangeMessageVisibilityBatch').length).toBeGreaterThan(3), soon)
  expect(messages()).toEqual({ ready: 0, inFlight: 1 })
  expect(following.state()).toMatchObject({ received: 1, waiting: 1 })
  isStored = true
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: 0 }), soon)
})

it('reads a hundred messages at once, each once', async () => {
  const { source, key, put, send, messages } = await listening()
  const keys = Array.from({ length: 100 }, (_, index) => key(`n${index}`))
  await Promise.all(keys.map((each) => put(each, trail)))
  await Promise.all(keys.map((each) => send(s3Notification('logs', each))))
  await vi.waitFor(() => expect(stateOf(source)).toMatchObject({ received: 100, stored: 100, waiting: 0 }), soon)
  expect(messages()).toEqual({ ready: 0, inFlight: 0 })
  expect(await filesOf(source)).toHaveLength(101)
})

it('says which permission is missing on the queue, and that a queue does not exist', async () => {
  const { proxy, start, queue, put } = await bucketWith()
  await put(keyOf(day, '0905', 'a'), trail)
  proxy.spoilWith(({ action }) => (action === 'ReceiveMessage' ? { status: 400, code: 'AccessDeniedException' } : undefined))
  const { source } = start({ queue })
  await vi.waitFor(() => expect(source.problems().join()).toMatch(/Allow the IAM action sqs:ReceiveMessage on resource "arn:aws:sqs:\S*:000000000000:trail"/), soon)
  await vi.waitFor(() => expect(source.share()).toBe(1), soon)
  proxy.spoilWith(() => undefined)
  const { source: other } = start({ queue: queue.replace(/trail$/, 'none') })
  await vi.waitFor(() => expect(other.problems().join()).toContain('There is no such thing in AWS: queue'), soon)
})
