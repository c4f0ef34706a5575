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
