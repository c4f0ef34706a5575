import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { daysAgo, keyOf, startTrailBucket, today, trailOf } from '@/e2e/aws/trail-bucket'
import { emulated } from '@/lib/sources/emulated'
import { dropOldest } from './cache-limit'
import { temporaryFolder } from './desk-on'
import { openDesk } from './desk'
import { openLedger, type ReadFile } from './ledger'

const signal = new AbortController().signal

/** A cache of copies of a hundred bytes. */
function cacheOf(paths: readonly string[]) {
  const cache = temporaryFolder()
  for (const path of paths) {
    mkdirSync(dirname(join(cache, 's3', path)), { recursive: true })
    writeFileSync(join(cache, 's3', path), 'x'.repeat(100))
  }
  return { cache, there: () => paths.filter((path) => existsSync(join(cache, 's3', path))).sort() }
}

it('takes the oldest copies away that are stored, and never one that is not, could not be read, or is a digest', async () => {
  const [stored, newer, newest] = [keyOf('2026-03-01', '0900', 'a'), keyOf('2026-03-01', '0905', 'b'), keyOf('2026-03-02', '0900', 'c')]
  const unstored = keyOf('2026-02-01', '0900', 'd')
  const changed = keyOf('2026-02-01', '0901', 'e')
  const unreadable = keyOf('2026-02-01', '0902', 'f')
  const digest = keyOf('2026-02-01', '0903', 'g', { kind: 'CloudTrail-Digest' })
  const all = [stored, newer, newest, unstored, changed, unreadable, digest]
  const { cache, there } = cacheOf(all)
  const fileAt = (_: string, path: string): ReadFile | undefined =>
    path === unstored ? undefined : { file: 1, source: 's3', path, size: path === changed ? 99 : 100, mtime: Math.floor(statSync(join(cache, 's3', path)).mtimeMs), records: 1, duplicates: 0, quarantined: path === unreadable ? 1 : 0 }
  expect(await dropOldest({ fileAt }, cache, ['s3'], 700, signal)).toBe(0)
  expect(await dropOldest({ fileAt }, cache, ['s3'], 510, signal)).toBe(2)
  expect(there()).toEqual([newest, unstored, changed, unreadable, digest].sort())
  expect(existsSync(dirname(join(cache, 's3', stored)))).toBe(false)
  expect(await dropOldest({ fileAt }, cache, ['s3'], 0, signal)).toBe(1)
  expect(there()).toEqual([unstored, changed, unreadable, digest].sort())
})

it('loses no event and fetches nothing again, though copies are limited, or the cache is deleted', async () => {
  const { put, proxy, environment, stop } = await startTrailBucket()
  emulated(environment, { stop })
  const data = temporaryFolder()
  const record = (eventID: string) => ({ eventID, eventTime: '2026-03-01T09:00:00Z', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })
  for (let back = 0; back < 4; back += 1) await put(keyOf(back === 0 ? today() : daysAgo(back), '0000', `o${back}`), trailOf(record(`${back}`)))
  const settings = { data, cacheBytes: 1, sources: [{ kind: 's3', name: 's3', access: {}, bucket: 'logs', prefix: '', days: 90, isRequesterPays: false }] as const }
  const gets = () => proxy.asked.filter(({ method, path }) => method === 'GET' && path.endsWith('.json.gz?x-id=GetObject')).length
  const loaded = async (records: number) => {
    const desk = await openDesk(settings)
    await vi.waitFor(() => expect(desk.health()).toMatchObject({ records, loading: false, problems: [] }), { timeout: 30_000, interval: 50 })
    return desk
  }
  const first = await loaded(4)
  await vi.waitFor(() => expect(existsSync(join(data, 'cache', 's3', 'AWSLogs'))).toBe(false), { timeout: 30_000, interval: 100 })
  expect(first.health().records).toBe(4)
  await first.close()
  expect(gets()).toBe(4)
  // The cache gone, only what is new is fetched.
  rmSync(join(data, 'cache'), { recursive: true })
  await put(keyOf(today(), '0005', 'new'), trailOf(record('new')))
  const second = await loaded(5)
  // Nor does it mind if that is done while it runs.
  rmSync(join(data, 'cache'), { recursive: true, force: true })
  second.sync('s3')
  await put(keyOf(today(), '0006', 'newer'), trailOf(record('newer')))
  await vi.waitFor(() => expect(gets()).toBe(5), { timeout: 30_000, interval: 50 })
  second.sync('s3')
  await vi.waitFor(() => expect(second.health()).toMatchObject({ records: 6, loading: false, problems: [] }), { timeout: 30_000, interval: 50 })
  await second.close()
  expect(gets()).toBe(6)
  expect([...openLedger(data).files()]).toHaveLength(6)
})
