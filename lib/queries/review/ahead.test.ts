import { expect, it, onTestFinished, vi } from 'vitest'
import type { Engine } from '@/lib/engine/engine'
import type { Covered } from '@/lib/filter/filter'
import { arrive } from '../arriving'
import { asking, reviewedStore } from '../asking'
import type { ReviewedStore } from '../store'
import { readingListOnce, reviewAhead, reviewOnce } from './ahead'

const record = (eventID: string, eventTime: string, eventName = 'StopLogging') => ({
  eventID, eventTime, eventSource: 'cloudtrail.amazonaws.com', eventName, recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', userName: 'eve', arn: 'arn:aws:iam::111122223333:user/eve', accountId: '111122223333' },
})
const first = Date.UTC(2026, 2, 17, 10) / 1000
const sinceMonday = 'from=2026-03-17T10:00:01Z&to=2026-03-18T10:00:01Z'

/** A store of a Wednesday that counts what is asked of its engine; `changed` tells it that something has arrived. */
async function countingStore() {
  const held = await reviewedStore([record('one', '2026-03-17T10:00:00Z'), record('two', '2026-03-18T10:00:00Z')])
  const asked: (boolean | undefined)[] = []
  const engine: Engine = {
    ...held.engine,
    rows: (shape, query, options) => {
      asked.push(options?.isQuiet)
      return held.engine.rows(shape, query, options)
    },
  }
  let covers: Covered = { from: first, to: Date.UTC(2026, 2, 18, 10) / 1000 }
  const { kept } = held
  const lists = { made: 0 }
  const reading: typeof kept.reading = {
    ...kept.reading,
    set: (...answer) => {
      lists.made += 1
      kept.reading.set(...answer)
    },
  }
  const store: ReviewedStore = { ...held, engine, kept: { ...kept, reading }, covers: () => covers }
  return { store, asked, lists, changed: () => (covers = { ...covers }) }
}

const reviewed = (store: ReviewedStore, query = sinceMonday) => reviewOnce(asking(store, query, { limit: 40 }))
const listed = (store: ReviewedStore, query = sinceMonday) => readingListOnce(asking(store, query, { limit: 20 }))

it('answers what was asked before without asking the engine, until something has arrived or is expected', async () => {
  const { store, asked, changed } = await countingStore()
  const before = await reviewed(store)
  expect(before).toMatchObject({ events: 1, items: [{ count: 1, expected: 0 }] })
  await listed(store)
  asked.length = 0
  expect(await reviewed(store)).toEqual(before)
  expect(asked).toEqual([])

  await arrive(store, 2, record('three', '2026-03-18T09:00:00Z', 'DeleteTrail'))
  changed()
  expect(await reviewed(store)).toMatchObject({ events: 2, items: [{ count: 2, expected: 0 }] })
  const span = { from: '2026-03-18T00:00:00.000Z', until: '2026-03-19T00:00:00.000Z' }
  await store.journal.append('alice', () => ({ kind: 'expectation', filter: 'event=StopLogging', ...span, reason: 'A rehearsal', owner: 'alice' }))
  expect(await reviewed(store)).toMatchObject({ items: [{ count: 2, expected: 1 }] })
  expect(await reviewed({ ...store, catalogue: { ...store.catalogue, version: 'another' } })).not.toBe(before)
})

it('makes what is to be read right after a review, and only once if it is asked for meanwhile', async () => {
  const { store, asked, lists, changed } = await countingStore()
  await reviewed(store)
  await Promise.all([listed(store), listed(store)])
  expect(lists.made).toBe(1)
  await arrive(store, 2, record('three', '2026-03-18T09:00:00Z', 'ListTrails'))
  changed()
  await reviewed(store)
  await vi.waitFor(() => expect(lists.made).toBe(2))
  asked.length = 0
  expect((await listed(store)).events).toHaveLength(1)
  expect(asked).toEqual([])
})

it('keeps no answer that something arrived amid', async () => {
  const { store, asked, changed } = await countingStore()
  const underWay = reviewed(store)
  changed()
  await underWay
  asked.length = 0
  await reviewed(store)
  expect(asked.length).toBeGreaterThan(0)
})

it('has the review since the last sign-off made once a store is at rest, quietly, for the zone and the accounts of who asked lately', { timeout: 60_000 }, async () => {
  const { store, asked, lists, changed } = await countingStore()
  let isBusy = true
  const ahead = reviewAhead(store, () => isBusy)
  onTestFinished(() => ahead.stop())
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  // What is to be read is made last.
  const made = (count: number) => vi.waitFor(() => expect(lists.made).toBe(count), { timeout: 20_000, interval: 100 })
  await pause(2_500)
  expect(asked).toEqual([])
  isBusy = false
  await made(1)
  expect(asked.every((isQuiet) => isQuiet)).toBe(true)
  asked.length = 0
  expect([(await reviewed(store)).events, (await listed(store)).events.length]).toEqual([1, 0])
  expect(asked).toEqual([])

  const inTokyo = `${sinceMonday}&tz=Asia/Tokyo&account=111122223333`
  await reviewed(store, inTokyo)
  await made(2)
  asked.length = 0
  await arrive(store, 2, record('three', '2026-03-18T09:00:00Z'))
  changed()
  await made(3)
  asked.length = 0
  expect((await reviewed(store, inTokyo)).events).toBe(2)
  expect(asked).toEqual([])
})
