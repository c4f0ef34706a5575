import { expect, it, vi } from 'vitest'
import { daysAgo, keyOf, today, trailOf } from '@/e2e/aws/trail-bucket'
import type * as Waits from '../waits'
import type { bucketSource } from './bucket'
import { bucketWith } from './source-of-bucket'

/** What a bucket’s source does by itself, look after look. */

// As the desk waits, but a sixtieth as long; nobody presses anything, and what only the look at all days finds is not found.
vi.mock('../waits', async (actual) => ({ ...(await actual<typeof Waits>()), lookEvery: 1_000, wholeLookEvery: 600_000, lastingWait: 1_000, longestBackoff: 1_000 }))

const day = today()
const trail = (eventID: string) => trailOf({ eventID, eventTime: `${day}T00:00:00Z` })
const soon = { timeout: 20_000, interval: 50 }
const other = { account: '444455556666' }

const whole = (source: ReturnType<typeof bucketSource>) => vi.waitFor(() => expect(source.share()).toBe(1), soon)
const filesOf = async (source: ReturnType<typeof bucketSource>) => (await source.look(new AbortController().signal)).files.map(({ path }) => path).sort()

it('asks each minute again for what is denied, for each reason and place at least once, however much that is newer stays denied', async () => {
  const { start, put, proxy } = await bucketWith()
  const newer = Array.from({ length: 150 }, (_, index) => keyOf(day, '2359', `n${index}`))
  const older = [5, 6, 7].map((days) => keyOf(daysAgo(days), '0905', 'o', other))
  await Promise.all([...newer, ...older].map((key) => put(key, trail(key))))
  const denied = [/T2359Z/, /T0905Z/]
  proxy.spoilWith(({ path }) => (denied.some((each) => each.test(path)) ? { status: 403, code: 'AccessDenied' } : undefined))
  const { source } = start()
  await whole(source)
  expect(await filesOf(source)).toEqual([])
  denied.pop()
  await vi.waitFor(async () => expect(await filesOf(source)).toEqual([...older].sort()), soon)
  expect(source.problems()).toEqual([expect.stringMatching(/s3:GetObject .* it is tried again every minute\.$/)])
  denied.pop()
  await vi.waitFor(async () => expect(await filesOf(source)).toHaveLength(newer.length + older.length), soon)
  expect(source.problems()).toEqual([])
})

it('looks for what is new, and fetches a span that is asked for, while much that is older is still fetched', async () => {
  const { start, put, proxy } = await bucketWith()
  const old = Array.from({ length: 40 }, (_, index) => keyOf(daysAgo(20), '0905', `o${index}`))
  const oldest = keyOf(daysAgo(60), '0905', 'asked')
  await Promise.all([...old, oldest].map((key) => put(key, trail(key))))
  proxy.spoilWith(({ path }) => (path.includes('_o') ? { milliseconds: 600_000 } : undefined))
  const { source } = start()
  await vi.waitFor(() => expect(proxy.asked.some(({ path }) => path.includes('_o'))).toBe(true), soon)
  const fresh = keyOf(day, '0905', 'fresh')
  await put(fresh, trail(fresh))
  await vi.waitFor(async () => expect(await filesOf(source)).toEqual([fresh]), soon)
  const at = Date.parse(`${daysAgo(60)}T00:00:00Z`) / 1_000
  source.fetchSpan({ from: at, to: at + 86_400 })
  await vi.waitFor(async () => expect(await filesOf(source)).toEqual([fresh, oldest].sort()), soon)
  expect(source.share()).toBeLessThan(1)
})

it('finds a trail that begins to deliver later, and all of it', async () => {
  const { start, put } = await bucketWith()
  const { source } = start()
  await vi.waitFor(() => expect(source.problems().join()).toContain('There is nothing of a trail in s3://logs/'), soon)
  const keys = [keyOf(day, '0905', 'a'), keyOf(daysAgo(40), '0905', 'b')]
  for (const key of keys.reverse()) await put(key, trail(key))
  await vi.waitFor(async () => expect(await filesOf(source)).toEqual([...keys].sort()), soon)
  expect(source.problems()).toEqual([])
})
