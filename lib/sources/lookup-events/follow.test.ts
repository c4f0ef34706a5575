import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startLookupEvents, type Options } from '@/e2e/aws/lookup-events'
import { readReach, type Stream } from './cache'
import { follow, type Follower } from './follow'
import { asking } from './lookup-events'
import { paceOf } from '../pace'

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret', account: '111122223333' }
const stream: Stream = { account: key.account, region: 'eu-west-1', category: 'management' }
const minute = 60_000

const record = (eventID: string, at: number) =>
  JSON.stringify({
    eventVersion: '1.08', userIdentity: { type: 'IAMUser', userName: 'alice' }, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances', awsRegion: stream.region, eventID, readOnly: true, managementEvent: true, eventCategory: 'Management', recipientAccountId: key.account, long: '\u00e4',
  })

/** An account with events, and what follows it; each start goes on with the folders of the one before. */
async function account(options: Partial<Options> = {}, perSecond = 400, now = Date.now) {
  const server = await startLookupEvents({ keys: [key], requestsPerSecond: 1_000, ...options })
  const data = mkdtempSync(join(tmpdir(), 'traildesk-lookup-'))
  const folders = { records: join(data, 'records'), reach: join(data, 'reach') }
  onTestFinished(async () => {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  const start = async (): Promise<Follower & { stop(): Promise<void> }> => {
    const client = new CloudTrailClient({ region: stream.region, endpoint: server.url, credentials: key, maxAttempts: 1 })
    const follower = follow({ ask: asking(client, stream), pace: paceOf(perSecond), folders, stream, reach: await readReach(folders.reach, stream), days: 90, onFile: () => undefined, now })
    const stopped = new AbortController()
    const running = follower.run(stopped.signal)
    const stop = async () => {
      stopped.abort()
      await running
      client.destroy()
    }
    onTestFinished(stop)
    return { ...follower, stop }
  }
  /** All records that were written, as texts. */
  const written = () =>
    readdirSync(folders.records, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json.gz'))
      .flatMap((entry) => {
        const text = gunzipSync(readFileSync(join(entry.parentPath, entry.name))).toString()
        expect(text.startsWith('{"Records":[')).toBe(true)
        return text.slice('{"Records":['.length, -2).split(/(?<=\}),(?=\{"eventVersion")/)
      })
  return { server, start, written }
}

const whole = (follower: Follower) => vi.waitFor(() => expect(follower.state().share).toBe(1), { timeout: 20_000, interval: 20 })

it('fetches ninety days, each record byte for byte, and nothing twice', async () => {
  const { server, start, written } = await account()
  const now = Date.now()
  const raws = Array.from({ length: 3_000 }, (_, index) => record(`${index}`, now - minute - Math.floor(index ** 2 * 800)))
  server.add(raws)
  const follower = await start()
  await whole(follower)
  expect(written().sort()).toEqual([...raws].sort())
  expect(follower.state()).toMatchObject({ fetched: 3_000, problem: undefined })
})

it('shows what is newest first', async () => {
  const { server, start, written } = await account({}, 20)
  const now = Date.now()
  server.add(Array.from({ length: 2_000 }, (_, index) => record(`${index}`, now - 5_000 - index * 2_000)))
  await start()
  await vi.waitFor(() => expect(written().length).toBeGreaterThan(0), { timeout: 3_000, interval: 10 })
  expect(written().map((raw) => Number((JSON.parse(raw) as { eventID: string }).eventID)).slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

it('loses nothing to failures, expired tokens, throttling and cut connections', async () => {
  const { server, start, written } = await account()
  const now = Date.now()
  const raws = Array.from({ length: 1_500 }, (_, index) => record(`${index}`, now - minute - Math.floor(index / 7) * 1_000))
  server.add(raws)
  server.fail({ kind: 'InternalFailure' })
  server.fail({ kind: 'dropped' })
  server.fail({ kind: 'cut' })
  server.fail({ kind: 'ThrottlingException' })
  server.fail({ kind: 'emptyPage' })
  server.fail({ kind: 'expiredToken' }, { times: 4 })
  const follower = await start()
  await whole(follower)
  // A page whose token expired is asked for again from its last second on, so some may have come twice.
  expect([...new Set(written())].sort()).toEqual([...raws].sort())
  expect(new Set(server.requests().map(({ answered }) => answered))).toEqual(new Set(['OK', 'InternalFailure', 'dropped', 'cut', 'ThrottlingException', 'InvalidNextTokenException']))
})

it('goes on where it was when it was stopped', async () => {
  const { server, start, written } = await account({}, 60)
  const now = Date.now()
  const raws = Array.from({ length: 4_000 }, (_, index) => record(`${index}`, now - minute - index * 60_000))
  server.add(raws)
  const first = await start()
  await vi.waitFor(() => expect(first.state().share).toBeGreaterThan(0.3), { timeout: 20_000, interval: 20 })
  await first.stop()
  const asked = server.requests().length
  const second = await start()
  await whole(second)
  expect([...new Set(written())].sort()).toEqual([...raws].sort())
  // Ninety days are at least ninety pages, and forty of a hundred were seen before.
  expect(server.requests().length - asked).toBeLessThan(150)
})

it('brings what comes late at the next look, and nothing else again', async () => {
  const { server, start, written } = await account()
  const now = Date.now()
  server.add(Array.from({ length: 120 }, (_, index) => record(`${index}`, now - minute - index * 1_000)))
  const follower = await start()
  await whole(follower)
  server.add([record('late', now - 10 * minute), record('new', now)])
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  follower.look()
  await vi.waitFor(() => expect(written()).toHaveLength(122), { timeout: 5_000 })
})

it('brings what comes hours late, by a look an hour that goes further back', async () => {
  let ahead = 0
  const now = () => Date.now() + ahead
  const { server, start, written } = await account({}, 400, now)
  server.add([record('in time', now() - 10 * minute)])
  const follower = await start()
  await whole(follower)
  server.add([record('late', now() - 180 * minute), record('new', now() - 1_000)])
  follower.look()
  await vi.waitFor(() => expect(written()).toHaveLength(2), { timeout: 10_000 })
  expect(written().join()).not.toContain('"late"')
  ahead = 61 * minute
  follower.look()
  await vi.waitFor(() => expect(written().join()).toContain('"late"'), { timeout: 20_000 })
  expect(written()).toHaveLength(3)
})

it('asks as often as AWS permits, and never oftener', async () => {
  const { server, start } = await account({ requestsPerSecond: 2 }, 2)
  const now = Date.now()
  server.add(Array.from({ length: 2_000 }, (_, index) => record(`${index}`, now - minute - index * 1_000)))
  const follower = await start()
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  await follower.stop()
  const answered = server.requests().map((request) => request.answered)
  expect(answered.filter((each) => each === 'ThrottlingException')).toEqual([])
  expect(answered.length).toBeGreaterThanOrEqual(19)
})

it('says which permission is missing, asks again at once when it is told to look, and tells no secret', async () => {
  const { server, start } = await account()
  server.fail({ kind: 'AccessDeniedException' }, { times: 50 })
  const follower = await start()
  await vi.waitFor(() => expect(String(follower.state().problem)).toContain('cloudtrail:LookupEvents'))
  expect(follower.state().problem).toContain('account 111122223333, eu-west-1')
  expect(JSON.stringify(follower.state())).not.toContain('secret')
  server.mend()
  follower.look()
  await vi.waitFor(() => expect(follower.state().problem).toBeUndefined(), { timeout: 5_000 })
})

it('fetches a span that is asked for before what else is missing, and again though it was fetched', async () => {
  const at = Date.now() - 80 * 1_440 * minute
  const { server, start, written } = await account({}, 5)
  server.add([record('old', at)])
  const follower = await start()
  await vi.waitFor(() => expect(follower.state().reach).toBeDefined(), { timeout: 10_000 })
  follower.fetchSpan({ from: Math.floor(at / 1_000) - 600, to: Math.floor(at / 1_000) + 600 })
  await vi.waitFor(() => expect(written()).toHaveLength(1), { timeout: 10_000, interval: 20 })
  expect(follower.state().share).toBeLessThan(1)
  // That it is fetched is written down after its records.
  await vi.waitFor(() => expect(follower.spans().some(({ from, to }) => from <= at / 1_000 && to >= at / 1_000)).toBe(true), { timeout: 10_000, interval: 20 })
  follower.fetchSpan({ from: Math.floor(at / 1_000) - 600, to: Math.floor(at / 1_000) + 600 })
  await vi.waitFor(() => expect(written()).toHaveLength(2), { timeout: 10_000, interval: 20 })
})
