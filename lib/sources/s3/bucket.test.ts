import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { daysAgo, keyOf, s3Notification, today, trailOf } from '@/e2e/aws/trail-bucket'
import { gateThat } from '../gate'
import type { bucketSource } from './bucket'
import { bucketWith } from './source-of-bucket'

const day = today()
const trail = (eventID: string) => trailOf({ eventID, eventTime: `${day}T00:00:00Z` })

const whole = (source: ReturnType<typeof bucketSource>) => vi.waitFor(() => expect(source.share()).toBe(1), { timeout: 20_000, interval: 20 })
const filesOf = async (source: ReturnType<typeof bucketSource>) => (await source.look(new AbortController().signal)).files.map(({ path }) => path).sort()

it('copies what trails delivered, of one account and of an organization, as it is and with its checksum', async () => {
  const { start, put, data, folders } = await bucketWith('audit/')
  const keys = [
    keyOf(day, '0905', 'b', { above: 'audit/' }), keyOf(daysAgo(40), '0905', 'c', { above: 'audit/' }), keyOf(day, '0100', 'd', { above: 'audit/', kind: 'CloudTrail-Digest' }),
    keyOf(day, '0200', 'e', { above: 'audit/', kind: 'CloudTrail-Insight' }), keyOf(day, '0300', 'f', { above: 'audit/', account: '444455556666' }).replace('AWSLogs/', 'AWSLogs/o-exampleorg1/'),
  ]
  for (const key of keys) await put(key, trail(key))
  await put(keyOf(daysAgo(120), '0905', 'old', { above: 'audit/' }), trail('old'))
  await put(keyOf(day, '0905', 'elsewhere'), trail('elsewhere'))
  await put('audit/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/03/01/x.log.gz', trail('flow'))
  const { source } = start()
  await whole(source)
  // Digests are kept, and hold no records.
  expect(await filesOf(source)).toEqual(keys.filter((key) => !key.includes('Digest')).sort())
  const copy = (key: string) => readFileSync(join(folders.copies, key))
  for (const key of keys) expect(copy(key)).toEqual(trail(key))
  const lines = readFileSync(join(data, 's3', 'objects.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { key: string; sha256: string })
  expect(lines.map(({ key }) => key).sort()).toEqual([...keys].sort())
  for (const { key, sha256 } of lines) expect(sha256).toBe(createHash('sha256').update(trail(key)).digest('hex'))
})

it('finds what is new even if its key sorts before those that were seen, and fetches nothing twice', async () => {
  const { start, put, proxy, data } = await bucketWith()
  await put(keyOf(day, '0905', 'm'), trail('m'))
  const first = start()
  await whole(first.source)
  await put(keyOf(day, '0905', 'a'), trail('a'))
  await put(keyOf(day, '0100', 'z'), trail('z'))
  first.source.lookNow()
  await vi.waitFor(async () => expect(await filesOf(first.source)).toHaveLength(3), { timeout: 10_000 })
  first.stop()
  // Its copies gone, what was loaded is not asked for again.
  rmSync(join(data, 'cache'), { recursive: true })
  const askedFor = () => proxy.asked.filter(({ path }) => path.includes('T0905Z') || path.includes('T0100Z'))
  const before = askedFor().length
  const second = start()
  await whole(second.source)
  expect(askedFor()).toHaveLength(before)
})

it('fetches a copy again that was taken away before it was stored', async () => {
  const { start, put, data } = await bucketWith()
  const key = keyOf(day, '0905', 'm')
  await put(key, trail('m'))
  const first = start({ isStored: () => false })
  await whole(first.source)
  first.stop()
  rmSync(join(data, 'cache'), { recursive: true })
  const second = start({ isStored: () => false })
  await whole(second.source)
  expect(await filesOf(second.source)).toEqual([key])
})

it('recovers from failures, cut answers and slow-downs, and loses nothing', async () => {
  const { start, put, folders, proxy } = await bucketWith()
  const keys = Array.from({ length: 12 }, (_, index) => keyOf(day, `0${index % 10}00`, `${index}`))
  for (const key of keys) await put(key, trail(key))
  const spoiled = new Map<string, number>()
  proxy.spoilWith(({ method, path }) => {
    const times = (spoiled.get(path) ?? 0) + 1
    spoiled.set(path, times)
    if (times > 1 || method !== 'GET') return undefined
    const kind = spoiled.size % 3
    return kind === 0 ? { status: 503, code: 'SlowDown' } : kind === 1 ? { status: 500, code: 'InternalError' } : path.includes('.json.gz') ? { cut: true } : { status: 500, code: 'InternalError' }
  })
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([...keys].sort())
  for (const key of keys) expect(readFileSync(join(folders.copies, key))).toEqual(trail(key))
  expect(source.problems()).toEqual([])
}, 40_000)

it('says which permission is missing on what, of the list, an object, and its key', async () => {
  const { start, put, proxy } = await bucketWith()
  const [open, closed] = [keyOf(day, '0905', 'open'), keyOf(day, '0906', 'closed')]
  await put(open, trail('open'))
  await put(closed, trail('closed'))
  proxy.spoilWith(({ path }) => (path.includes('closed') ? { status: 403, code: 'AccessDenied' } : undefined))
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([open])
  expect(source.problems()).toEqual(['AWS does not permit s3:GetObject in bucket logs. Allow the IAM action s3:GetObject on resource "arn:aws:s3:::logs/AWSLogs/*" to these credentials; it is tried again every minute.'])

  proxy.spoilWith(() => ({ status: 403, code: 'AccessDenied' }))
  const denied = start()
  await vi.waitFor(() => expect(denied.source.problems().join()).toContain('s3:ListBucket on resource "arn:aws:s3:::logs"'))
})

it('reads what it may, though more that is newer is denied than it tries', async () => {
  const { start, put, proxy } = await bucketWith()
  const denied = Array.from({ length: 150 }, (_, index) => keyOf(day, '2359', `n${index}`))
  const open = [keyOf(day, '0001', 'other', { account: '444455556666' }), ...[1, 2, 3].map((index) => keyOf(daysAgo(1), '0905', `o${index}`)), keyOf(daysAgo(9), '0905', 'old')]
  await Promise.all([...denied, ...open].map((key) => put(key, trail(key))))
  const isDenied = { is: true }
  const gets = () => proxy.asked.filter(({ path }) => path.includes('T2359Z')).length
  proxy.spoilWith(({ path }) => (isDenied.is && path.includes('T2359Z') ? { status: 403, code: 'AccessDenied' } : undefined))
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([...open].sort())
  // Today is listed, then all; not every one of them is tried each time.
  expect(gets()).toBeLessThan(2 * denied.length)
  isDenied.is = false
  source.lookNow()
  await vi.waitFor(async () => expect(await filesOf(source)).toHaveLength(denied.length + open.length), { timeout: 20_000 })
  expect(source.problems()).toEqual([])
})

it('says that a prefix leads nowhere, and that a bucket does not exist', async () => {
  const { start, put } = await bucketWith('wrong/')
  await put(keyOf(day, '0905', 'm'), trail('m'))
  const { source } = start()
  await vi.waitFor(() => expect(source.problems().join()).toContain('There is nothing of a trail in s3://logs/wrong/'), { timeout: 10_000 })
})

it('says that the requester pays, to list and to get, where it is told so', async () => {
  const { start, put, proxy } = await bucketWith()
  await put(keyOf(day, '0905', 'm'), trail('m'))
  await whole(start().source)
  expect(proxy.asked.some(({ headers }) => 'x-amz-request-payer' in headers)).toBe(false)
  const other = await bucketWith()
  await other.put(keyOf(day, '0905', 'm'), trail('m'))
  await whole(other.start({ isRequesterPays: true }).source)
  expect(other.proxy.asked.length).toBeGreaterThan(2)
  expect(other.proxy.asked.filter(({ headers }) => headers['x-amz-request-payer'] !== 'requester')).toEqual([])
})

it('asks a store elsewhere by path, and by host name if that is said', async () => {
  const { start, put, proxy } = await bucketWith()
  vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined)
  await put(keyOf(day, '0905', 'm'), trail('m'))
  await whole(start({ endpoint: proxy.url }).source)
  expect(proxy.asked.every(({ path }) => path.startsWith('/logs'))).toBe(true)
  // No name of this machine leads there, so that it is never reached.
  const before = proxy.asked.length
  const { source } = start({ endpoint: proxy.url.replace('127.0.0.1', 'localhost'), forcePathStyle: false, name: 'other' })
  await vi.waitFor(() => expect(source.problems().length + proxy.asked.slice(before).filter(({ headers }) => headers.host?.startsWith('logs.')).length).toBeGreaterThan(0), { timeout: 10_000 })
  expect(proxy.asked.slice(before).some(({ path }) => path.startsWith('/logs'))).toBe(false)
})

it('says that the key of a bucket is of no use', async () => {
  const { start, put, proxy } = await bucketWith()
  await put(keyOf(day, '0905', 'm'), trail('m'))
  proxy.spoilWith(({ path }) => (path.includes('.json.gz') ? { status: 400, code: 'KMS.DisabledException', message: 'arn:aws:kms:eu-west-1:111122223333:key/12-34 is disabled.' } : undefined))
  const { source } = start()
  await vi.waitFor(() => expect(source.problems().join()).toContain('AWS KMS has no use for their key (arn:aws:kms:eu-west-1:111122223333:key/12-34)'), { timeout: 10_000 })
})

it('asks for nothing while it is paused, goes on when it is resumed, and fetches a span that lies further back when it is asked to', async () => {
  const { start, put, proxy } = await bucketWith()
  const [recent, old, older] = [keyOf(day, '0905', 'recent'), keyOf(daysAgo(120), '0905', 'old'), keyOf(daysAgo(130), '0905', 'older')]
  for (const key of [recent, old, older]) await put(key, trail(key))
  const gate = gateThat(false)
  const { source } = start({ gate })
  await setTimeout(300)
  expect(proxy.asked).toEqual([])
  gate.open()
  await whole(source)
  expect(await filesOf(source)).toEqual([recent])

  const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1_000
  source.fetchSpan({ from: at(daysAgo(121)), to: at(daysAgo(119)) })
  await vi.waitFor(async () => expect(await filesOf(source)).toEqual([old, recent].sort()), { timeout: 10_000 })
  const evidence = source.evidence()
  expect(evidence.kind === 'bucket' && evidence.listed.some(({ from, to }) => from <= at(daysAgo(121)) && to >= at(daysAgo(119)))).toBe(true)
  expect(proxy.asked.filter(({ path }) => path.includes('_older'))).toEqual([])
})

it('stops between two pages of a listing when it is paused, and asks again for a page alone that fails', async () => {
  const { start, put, proxy } = await bucketWith()
  const keys = Array.from({ length: 5 }, (_, index) => keyOf(day, '0905', `n${index}`))
  for (const key of keys) await put(key, trail(key))
  const gate = gateThat(true)
  const pages = () => proxy.asked.filter(({ path }) => path.includes('list-type=2') && path.includes('continuation-token='))
  proxy.spoilWith(({ path }) => {
    if (!path.includes('list-type=2')) return undefined
    if (!path.includes('continuation-token=') || pages().length > 1) return { maxKeys: 2 }
    gate.close()
    return { status: 500, code: 'InternalError' }
  })
  const { source } = start({ gate })
  await vi.waitFor(() => expect(pages()).toHaveLength(1), { timeout: 10_000, interval: 20 })
  await setTimeout(2_000)
  expect(proxy.asked.at(-1)).toBe(pages()[0])
  gate.open()
  await whole(source)
  expect(pages()[1]?.path).toBe(pages()[0]?.path)
  expect(await filesOf(source)).toEqual(keys)
})

it('counts every request for a stream, whether all of it is listed or only the last days', async () => {
  const { start, put, proxy } = await bucketWith()
  await put(keyOf(day, '0905', 'm'), trail('m'))
  const { source } = start()
  await whole(source)
  // What looks for streams belongs to none.
  const asked = proxy.asked.filter(({ path }) => !path.includes('delimiter='))
  expect(asked.filter(({ path }) => path.includes('list-type=2')).length).toBeGreaterThan(2)
  expect(source.streams()).toMatchObject([{ requests: asked.length }])
})

it('counts an object once that was written anew and is fetched again', async () => {
  const { start, put, folders } = await bucketWith()
  const key = keyOf(day, '0905', 'm')
  await put(key, trail('m'))
  const { source } = start()
  await whole(source)
  await put(key, trail('another'))
  source.lookNow()
  await vi.waitFor(() => expect(readFileSync(join(folders.copies, key))).toEqual(trail('another')), { timeout: 10_000 })
  await vi.waitFor(() => expect(source.streams()).toMatchObject([{ fetched: 2, share: 1, reach: { from: Date.parse(day) / 1_000 } }]), { timeout: 10_000 })
})

it('fetches an object once that the queue tells of while the bucket is still listed', async () => {
  const { start, put, proxy, queue, send, messages } = await bucketWith()
  const key = keyOf(day, '0905', 'm')
  await put(key, trail('m'))
  // Today is listed, yesterday takes its time.
  const isListingYesterday = (path: string) => path.includes(`list-type=2`) && path.includes(`prefix=AWSLogs/111122223333/CloudTrail/eu-west-1/${daysAgo(1).replaceAll('-', '/')}`)
  proxy.spoilWith(({ path }) => (isListingYesterday(path) ? { milliseconds: 2_500 } : undefined))
  const { source } = start({ queue })
  await vi.waitFor(() => expect(proxy.asked.some(({ path }) => isListingYesterday(path))).toBe(true), { timeout: 10_000, interval: 20 })
  await send(s3Notification('logs', key))
  await vi.waitFor(() => expect(messages()).toEqual({ ready: 0, inFlight: 0 }), { timeout: 10_000 })
  expect(source.share()).toBeLessThan(1)
  await whole(source)
  expect(proxy.asked.filter(({ method, path }) => method === 'GET' && path.includes('_m.json.gz?'))).toHaveLength(1)
})
