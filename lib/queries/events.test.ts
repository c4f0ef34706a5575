import { expect, it } from 'vitest'
import { eventContract, eventsContract } from '@/lib/api/events'
import { eventRow } from '@/lib/engine/event-row'
import { factColumns, hashOf } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { BadParameter } from '@/lib/filter/filter'
import { asking, storeHolding } from './asking'
import { event } from './event'
import { events } from './events'
import { someRecords } from './some-records'
import type { Store } from './store'

const span = 'from=2023-10-26T00:00Z&to=2023-11-01T00:00Z'
const ids = (answer: { events: { eventID: string }[] }) => answer.events.map(({ eventID }) => eventID)

async function add(store: Store, raw: string) {
  await store.engine.insert('careful', [eventRow(raw, store.catalogue, { source: 'folder', file: 2, batch: 2 })].filter((row) => typeof row === 'object'))
  await store.engine.command(sql`INSERT INTO events (time, id, ${factColumns}) SELECT time, ${hashOf(sql`eventID`)}, ${factColumns} FROM careful WHERE batch = 2`)
}

it('pages through all events, newest first, each once, while others are stored', async () => {
  // Many in one second, so that time alone does not order them.
  const raws = someRecords(300).map((raw, index) => (index % 3 === 0 ? raw.replace(/"eventTime":"[^"]*"/, '"eventTime":"2023-10-28T12:00:00Z"') : raw))
  const store = await storeHolding(raws)
  const seen: string[] = []
  const times: string[] = []
  let cursor: string | undefined
  do {
    const page = eventsContract.answers.parse(await events(asking(store, span, { limit: 37, ...(cursor && { cursor }) })))
    if (cursor === undefined) await add(store, '{"eventID":"late","eventTime":"2023-10-31T23:59:59Z"}')
    seen.push(...ids(page))
    times.push(...page.events.map(({ eventTime }) => eventTime))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect([...seen].sort()).toEqual(raws.map((_, index) => `event-${index}`).sort())
  expect(times).toEqual([...times].sort().reverse())
})

it('ends with a page that has no next one, even if it is full', async () => {
  const store = await storeHolding(someRecords(4))
  const first = await events(asking(store, span, { limit: 2 }))
  const second = await events(asking(store, span, { limit: 2, cursor: first.nextCursor ?? '' }))
  expect([first.total, ids(second).length, second.nextCursor]).toEqual([4, 2, null])
})

it('goes both ways in time from any page, each event once', async () => {
  const raws = someRecords(60).map((raw, index) => (index % 3 === 0 ? raw.replace(/"eventTime":"[^"]*"/, '"eventTime":"2023-10-28T12:00:00Z"') : raw))
  const store = await storeHolding(raws)
  const inOrder = ids(await events(asking(store, span, { limit: 100 })))
  const ask = (takes: { cursor?: string | null; around?: string; direction?: 'newer' | 'older' }) =>
    events(asking(store, span, { limit: 7, ...takes, cursor: takes.cursor ?? undefined }))
  const middle = inOrder[30] ?? ''
  const page = await ask({ around: middle })
  expect(ids(page)).toEqual(inOrder.slice(30, 37))
  expect(ids(await ask({ around: middle, direction: 'newer' }))).toEqual(inOrder.slice(23, 30))
  let newer = page
  const seen: string[] = []
  while (newer.previousCursor !== null) {
    newer = await ask({ cursor: newer.previousCursor, direction: 'newer' })
    seen.unshift(...ids(newer))
  }
  expect(seen).toEqual(inOrder.slice(0, 30))
  expect(ids(await ask({ cursor: newer.nextCursor }))).toEqual(inOrder.slice(2, 9))
  expect((await ask({})).previousCursor).toBeNull()
  // An instant parts the events, those of its second being newer.
  const at = (await ask({ cursor: '2023-10-28T12:00:00Z' })).events[0]?.eventTime ?? ''
  expect(at < '2023-10-28T12:00:00Z').toBe(true)
  const after = await ask({ cursor: '2023-10-28T12:00:00Z', direction: 'newer' })
  expect(after.events.map(({ eventTime }) => eventTime)).toEqual(Array(7).fill('2023-10-28T12:00:00Z'))
  expect([...ids(after), ...ids(await ask({ cursor: after.nextCursor }))]).toEqual(inOrder.slice(inOrder.indexOf(ids(after)[0] ?? '')).slice(0, 14))
})

it('leads on from pages that hold nothing, and refuses to begin with an event that is not there', async () => {
  const store = await storeHolding(someRecords(4))
  const before = await events(asking(store, span, { limit: 2, cursor: '2023-10-26T00:00:00Z' }))
  expect([ids(before), before.nextCursor]).toEqual([[], null])
  expect(ids(await events(asking(store, span, { limit: 9, cursor: before.previousCursor ?? '', direction: 'newer' })))).toHaveLength(4)
  const after = await events(asking(store, span, { limit: 2, cursor: '2023-10-31T23:59:00Z', direction: 'newer' }))
  expect([ids(after), after.previousCursor]).toEqual([[], null])
  expect(ids(await events(asking(store, span, { limit: 9, cursor: after.nextCursor ?? '' })))).toHaveLength(4)
  await expect(events(asking(store, span, { limit: 2, around: 'nobody' }))).rejects.toThrow(BadParameter)
})

it('counts the events of a list once, until others are stored', async () => {
  const held = await storeHolding(someRecords(20))
  const asked: string[] = []
  let version = 1
  const store: Store = { ...held, version: () => version, engine: { ...held.engine, rows: (shape, query, options) => {
    asked.push(query.text.join('?'))
    return held.engine.rows(shape, query, options)
  } } }
  const totalOf = async (query: string) => (await events(asking(store, `${span}&${query}`, { limit: 2 }))).total
  const counts = () => asked.filter((text) => /sum\(n\)/.test(text)).length
  expect([await totalOf('q=a'), await totalOf('q=a'), counts()]).toEqual([20, 20, 1])
  expect(await totalOf('event=StopLogging')).toBeLessThan(20)
  expect(counts()).toBe(2)
  await add(store, '{"eventID":"late","eventTime":"2023-10-31T23:59:59Z","eventName":"a"}')
  version = 2
  expect([await totalOf('q=a'), counts()]).toEqual([21, 3])
})

it('finds what is left where events were taken away since they were counted', async () => {
  const store = await storeHolding(someRecords(400))
  const all = ids(await events(asking(store, span, { limit: 1000 })))
  await store.engine.command(sql`ALTER TABLE events DELETE WHERE time >= toDateTime(1698624000, 'UTC') SETTINGS mutations_sync = 1`)
  const left = await events(asking(store, span, { limit: 10 }))
  expect(ids(left)).toHaveLength(10)
  const kept = (await events(asking(store, 'from=2023-10-26T00:00Z&to=2023-10-30T00:00Z', { limit: 1000 }))).events
  expect([kept.length < all.length, ids(left)]).toEqual([true, ids({ events: kept.slice(0, 10) })])
})

it.each(['x', '1-2-3', '1-99999999999999999999', '99999999999-1', "1-1' OR 1"])('refuses the cursor %s', async (cursor) => {
  await expect(events(asking(await storeHolding([]), span, { limit: 2, cursor }))).rejects.toThrow(BadParameter)
})

it('answers one event with its record, byte for byte', async () => {
  const raw = '{ "eventID" : "a/b%2F é",\n "eventTime":"2024-03-01T12:00:00Z", "n": 12345678901234567890123, "f": 1.0, "d":1,"d":2, "s":"\\ud83d\\uDE00 \\/ <b>" }'
  const store = await storeHolding([raw, '{"eventTime":"2024-03-01T12:00:00Z"}'])
  const found = eventContract.answers.parse(await event(asking(store, '', { eventID: 'a/b%2F é' })))
  expect(found.raw).toBe(raw)
  expect(found).toMatchObject({ eventID: 'a/b%2F é', file: 'file 1', eventTime: '2024-03-01T12:00:00Z' })
  expect(await event(asking(store, '', { eventID: 'a' }))).toBeUndefined()
  const [unnamed] = (await events(asking(store, 'from=2024-03-01T00:00Z&to=2024-03-02T00:00Z', { limit: 10 }))).events.filter(({ eventID }) => eventID.startsWith('content-'))
  expect((await event(asking(store, '', { eventID: unnamed?.eventID ?? '' })))?.raw).toBe('{"eventTime":"2024-03-01T12:00:00Z"}')
})

it('says of an event why it is highlighted, and where', async () => {
  const store = await storeHolding([{ eventID: '1', eventTime: '2023-10-28T12:00:00Z', eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging', requestParameters: { name: 'main' } }])
  const [stop] = (await events(asking(store, span, { limit: 10 }))).events
  expect(stop).toMatchObject({ class: 'audit', target: 'main', sentence: expect.stringContaining('stopped the trail main') })
  expect(stop?.reasons[0]).toMatchObject({ why: expect.stringMatching(/\w/), path: ['eventName'] })
})
