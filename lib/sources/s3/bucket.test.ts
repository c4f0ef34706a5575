import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startFauxqs } from 'fauxqs'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { bucketSource } from './bucket'

const day = new Date().toISOString().slice(0, 10)
const before = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const keyOf = (on: string, time: string, unique: string, { account = '111122223333', above = '', kind = 'CloudTrail' } = {}) =>
  `${above}AWSLogs/${account}/${kind}/eu-west-1/${on.replaceAll('-', '/')}/${account}_${kind}_eu-west-1_${on.replaceAll('-', '')}T${time}Z_${unique}.json.gz`
const trail = (eventID: string) => gzipSync(JSON.stringify({ Records: [{ eventID, eventTime: `${day}T00:00:00Z` }] }))

/** What goes between a client and the store: it may spoil an answer. */
type Spoil = (method: string, path: string) => { status?: number; code?: string; cut?: boolean } | undefined

/** A bucket, and a source that reads it; `spoil` decides of each request whether it goes wrong. */
async function bucket(prefix = '') {
  const server = await startFauxqs({ port: 0, logger: false })
  server.createBucket('logs')
  const asked: string[] = []
  let spoil: Spoil = () => undefined
  const proxy = createServer((incoming, answer) => {
    const { method = '', url = '' } = incoming
    asked.push(`${method} ${url}`)
    const spoiled = spoil(method, decodeURIComponent(url))
    if (spoiled?.status !== undefined) {
      answer.writeHead(spoiled.status, { 'content-type': 'application/xml' }).end(`<Error><Code>${spoiled.code ?? ''}</Code><Message>no</Message></Error>`)
      return
    }
    const forward = request({ port: server.port, method, path: url, headers: incoming.headers }, (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers)
      if (!spoiled?.cut) return void given.pipe(answer)
      given.once('data', (chunk: Buffer) => answer.write(chunk.subarray(0, 20), () => answer.destroy()))
    })
    incoming.pipe(forward)
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const address = proxy.address()
  const port = typeof address === 'object' && address ? address.port : 0
  vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${port}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_REGION', 'us-east-1')
  const data = mkdtempSync(join(tmpdir(), 'traildesk-s3-'))
  const client = new S3Client({ endpoint: `http://127.0.0.1:${server.port}`, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    client.destroy()
    proxy.closeAllConnections()
    proxy.close()
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  const start = () => {
    const source = bucketSource({ name: 's3', folders: { copies: join(data, 'cache', 's3'), state: join(data, 's3') }, bucket: 'logs', prefix, days: 90, isRequesterPays: false, access: {} })
    const stop = source.watch(() => undefined)
    onTestFinished(stop)
    return { source, stop }
  }
  const put = async (key: string, bytes: Buffer) => void (await client.send(new PutObjectCommand({ Bucket: 'logs', Key: key, Body: bytes })))
  return { data, start, put, asked, spoilWith: (how: Spoil) => void (spoil = how), copy: (key: string) => readFileSync(join(data, 'cache', 's3', ...key.split('/'))) }
}

const whole = (source: ReturnType<typeof bucketSource>) => vi.waitFor(() => expect(source.share()).toBe(1), { timeout: 20_000, interval: 20 })
const filesOf = async (source: ReturnType<typeof bucketSource>) => (await source.look(new AbortController().signal)).files.map(({ path }) => path).sort()

it('copies what trails delivered, of one account and of an organization, as it is and with its checksum', async () => {
  const { start, put, copy, data } = await bucket('audit/')
  const keys = [
    keyOf(day, '0905', 'b', { above: 'audit/' }), keyOf(before(40), '0905', 'c', { above: 'audit/' }), keyOf(day, '0100', 'd', { above: 'audit/', kind: 'CloudTrail-Digest' }),
    keyOf(day, '0200', 'e', { above: 'audit/', kind: 'CloudTrail-Insight' }), keyOf(day, '0300', 'f', { above: 'audit/', account: '444455556666' }).replace('AWSLogs/', 'AWSLogs/o-exampleorg1/'),
  ]
  for (const key of keys) await put(key, trail(key))
  await put(keyOf(before(120), '0905', 'old', { above: 'audit/' }), trail('old'))
  await put(keyOf(day, '0905', 'elsewhere'), trail('elsewhere'))
  await put('audit/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/03/01/x.log.gz', trail('flow'))
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([...keys].sort())
  for (const key of keys) expect(copy(key)).toEqual(trail(key))
  const lines = readFileSync(join(data, 's3', 'objects.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { key: string; sha256: string })
  expect(lines.map(({ key }) => key).sort()).toEqual([...keys].sort())
  for (const { key, sha256 } of lines) expect(sha256).toBe(createHash('sha256').update(trail(key)).digest('hex'))
})

it('finds what is new even if its key sorts before those that were seen, and fetches nothing twice', async () => {
  const { start, put, asked, data } = await bucket()
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
  const before = asked.filter((each) => each.includes('T0905Z') || each.includes('T0100Z')).length
  const second = start()
  await whole(second.source)
  expect(asked.filter((each) => each.includes('T0905Z') || each.includes('T0100Z'))).toHaveLength(before)
})

it('recovers from failures, cut answers and slow-downs, and loses nothing', async () => {
  const { start, put, copy, spoilWith } = await bucket()
  const keys = Array.from({ length: 12 }, (_, index) => keyOf(day, `0${index % 10}00`, `${index}`))
  for (const key of keys) await put(key, trail(key))
  const spoiled = new Map<string, number>()
  spoilWith((method, path) => {
    const times = (spoiled.get(path) ?? 0) + 1
    spoiled.set(path, times)
    if (times > 1 || method !== 'GET') return undefined
    const kind = spoiled.size % 3
    return kind === 0 ? { status: 503, code: 'SlowDown' } : kind === 1 ? { status: 500, code: 'InternalError' } : path.includes('.json.gz') ? { cut: true } : { status: 500, code: 'InternalError' }
  })
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([...keys].sort())
  for (const key of keys) expect(copy(key)).toEqual(trail(key))
  expect(source.problems()).toEqual([])
}, 40_000)

it('says which permission is missing on what, of the list, an object, and its key', async () => {
  const { start, put, spoilWith } = await bucket()
  const [open, closed] = [keyOf(day, '0905', 'open'), keyOf(day, '0906', 'closed')]
  await put(open, trail('open'))
  await put(closed, trail('closed'))
  spoilWith((_, path) => (path.includes('closed') ? { status: 403, code: 'AccessDenied' } : undefined))
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([open])
  expect(source.problems()).toEqual(['AWS does not permit s3:GetObject in bucket logs. Allow the IAM action s3:GetObject on resource "arn:aws:s3:::logs/AWSLogs/*" to these credentials; it is tried again every minute.'])

  spoilWith(() => ({ status: 403, code: 'AccessDenied' }))
  const denied = start()
  await vi.waitFor(() => expect(denied.source.problems().join()).toContain('s3:ListBucket on resource "arn:aws:s3:::logs"'))
})

it('says that a prefix leads nowhere, and that a bucket does not exist', async () => {
  const { start, put } = await bucket('wrong/')
  await put(keyOf(day, '0905', 'm'), trail('m'))
  const { source } = start()
  await vi.waitFor(() => expect(source.problems().join()).toContain('There is nothing of a trail in s3://logs/wrong/'), { timeout: 10_000 })
})
