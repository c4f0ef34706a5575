import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { reviewContract, type ReviewItem } from '@/lib/api/review'
import { signOffContract } from '@/lib/api/sign-offs'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { engineHeld } from '@/lib/engine/engine-holding'
import { deliveredIn } from '@/lib/sample/delivered'
import { generateSample } from '@/lib/sample/generate'
import { incidentsOf } from '@/lib/sample/incidents/all'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { openJournal } from '@/lib/journal/journal'
import { asking, reviewedStore } from '../asking'
import { events } from '../events'
import type { ReviewedStore } from '../store'
import { readingList } from './reading'
import { keptAnswers } from '../kept'
import { review } from './review'

const day = 86_400_000
const isoOf = (milliseconds: number) => new Date(milliseconds).toISOString()

const queueOf = async (store: ReviewedStore, query: string) => {
  const answer = await review({ store, filter: fixed(filterFrom(query), Date.now(), store.covers()), takes: { limit: 40 }, options: {} })
  return reviewContract.answers.parse(answer)
}
const eventsOf = (store: ReviewedStore, query: string) => events({ store, filter: fixed(filterFrom(query), Date.now(), store.covers()), takes: { limit: 1000 }, options: {} })

const samples = new URL('../../../../shared/samples', import.meta.url).pathname
const realRecords = (folder: string) =>
  execFileSync('bash', ['-c', `find "$1" -name '*.json.gz' -exec zcat {} + | jq -c '.Records[]?'`, 'bash', join(samples, folder)], { maxBuffer: 2 ** 28 }).toString().trimEnd().split('\n')

describe('the sample logs', () => {
  const to = new Date('2026-03-31T09:17:00Z')
  const incidents = incidentsOf('traildesk', to)
  const found = new Map<string, ReviewItem[]>()
  let store: ReviewedStore & { close(): Promise<void> }

  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), 'traildesk-review-'))
    await generateSample({ out, records: 60_000, to, workers: 0 })
    const raws = deliveredIn(out).flatMap(({ records }) => records.map((record) => JSON.stringify(record)))
    const held = await engineHeld(raws)
    const journal = await openJournal(out)
    const covers = { from: to.getTime() / 1000 - 30 * 86_400, to: to.getTime() / 1000 }
    store = {
      engine: held.engine, catalogue: builtInCatalogue(), pathOf: () => '', covers: () => covers, version: () => 1, journal, kept: keptAnswers(),
      coverage: () => Promise.reject(new Error('is not asked')),
      async close() {
        await journal.close()
        await held.close()
        rmSync(out, { recursive: true })
      },
    }
    for (let back = 0; back < 30; back += 1) {
      const midnight = Date.UTC(2026, 2, 31) - back * day
      found.set(isoOf(midnight).slice(0, 10), (await queueOf(store, `from=${isoOf(midnight)}&to=${isoOf(midnight + day)}`)).items)
    }
  }, 300_000)
  afterAll(() => store.close())

  it.each(incidents.map((incident, index) => [`${index + 1}. ${incident.title}`, incident] as const))('tell the incident among the first ten stories of each of its days: %s', async (_, incident) => {
    const days = new Map<string, Set<string>>()
    for (const { day: at, eventId } of incident.records) {
      const date = isoOf(at.midnight).slice(0, 10)
      days.set(date, (days.get(date) ?? new Set()).add(eventId))
    }
    for (const [date, ids] of days) {
      const items = (found.get(date) ?? []).slice(0, 10)
      const told = await Promise.all(items.map(async ({ filter }) => (await eventsOf(store, filter)).events.some(({ eventID }) => ids.has(eventID))))
      expect([date, told.includes(true)]).toEqual([date, true])
    }
  })

  it('have at most ten stories on a quiet day', () => {
    const busy = new Set(incidents.flatMap(({ records }) => records.map(({ day: at }) => isoOf(at.midnight).slice(0, 10))))
    const quiet = [...found].filter(([date]) => !busy.has(date))
    expect(quiet.length).toBeGreaterThan(15)
    for (const [date, items] of quiet) expect([date, items.length <= 10]).toEqual([date, true])
  })

  it('are counted as the list behind each story counts them', async () => {
    const items = [...found.values()].flat()
    expect(items.length).toBeGreaterThan(50)
    for (const { filter, count, title, from, to: last, counts, points, score, why } of items) {
      const list = await eventsOf(store, filter)
      expect([title, list.total]).toEqual([title, count])
      expect(list.events[0]?.eventTime).toBe(last.replace('.000Z', 'Z'))
      if (count <= 1000) expect(list.events.at(-1)?.eventTime).toBe(from.replace('.000Z', 'Z'))
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count)
      expect(why).toHaveLength(points.length)
      expect(Math.max(0, points.reduce((sum, each) => sum + each, 0))).toBe(score)
    }
  })

  it('have the same ids in a longer period', async () => {
    const [first] = found.get('2026-03-20') ?? []
    const week = await queueOf(store, 'from=2026-03-18T00:00Z&to=2026-03-25T00:00Z')
    expect(week.items.map(({ id }) => id)).toContain(first?.id)
    const ids = week.items.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('makes no more than forty stories of a day on which everybody does ten times as much as usual', { timeout: 240_000 }, async () => {
  const out = mkdtempSync(join(tmpdir(), 'traildesk-review-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  await generateSample({ out, records: 50_000, days: 1, to: new Date('2026-03-31T00:00:00Z'), workers: 0 })
  const store = await reviewedStore(deliveredIn(out).flatMap(({ records }) => records.map((record) => JSON.stringify(record))))
  const { items, left } = await review(asking(store, 'from=2026-03-30T00:00Z&to=2026-03-31T00:00Z', { limit: 100 }))
  expect(items.length).toBeGreaterThanOrEqual(10)
  expect(items.length).toBeLessThanOrEqual(40)
  expect(left).toBeGreaterThan(40)
  // Each is what its Filter selects, however many identities it is about.
  for (const { filter, count } of items) expect((await eventsOf(store, filter)).total).toBe(count)
})

it('offers ordinary events to read, the same each time, of as many services as there are and then of as many identities', async () => {
  const record = (service: string, user: string, index: number) => ({
    eventID: `${service}-${user}-${index}`, eventTime: `2026-03-18T10:00:${String(index).padStart(2, '0')}Z`, eventSource: `${service}.amazonaws.com`, eventName: 'ListThings', readOnly: true,
    userIdentity: { type: 'IAMUser', userName: user, arn: `arn:aws:iam::111122223333:user/${user}` },
  })
  const many = Array.from({ length: 40 }, (_, index) => record('s3', `user-${index % 4}`, index))
  const risky = { ...record('cloudtrail', 'eve', 50), eventName: 'StopLogging', readOnly: false }
  const store = await reviewedStore([...many, record('ec2', 'alice', 1), record('rds', 'bob', 2), risky])
  const ask = async (limit: number) => (await readingList(asking(store, 'from=2026-03-18T00:00Z&to=2026-03-19T00:00Z', { limit }))).events
  const events = await ask(5)
  expect(events.map(({ eventSource }) => eventSource).sort()).toEqual(['ec2.amazonaws.com', 'rds.amazonaws.com', 's3.amazonaws.com', 's3.amazonaws.com', 's3.amazonaws.com'])
  expect(new Set(events.map(({ identity }) => identity)).size).toBe(5)
  expect(await ask(5)).toEqual(events)
  expect((await ask(100)).length).toBe(6)
})

describe.skipIf(!existsSync(samples))('real incidents (skipped where ../shared/samples is absent)', () => {
  const firstDay = async (folder: string, date: string) => {
    const store = await reviewedStore(realRecords(folder))
    return { store, ...(await queueOf(store, `from=${date}T00:00Z&to=${isoOf(Date.parse(date) + day)}`)) }
  }

  it('puts the trail that is deleted, the passwords and the credentials stolen from an instance first of an hour without a past', async () => {
    const { store, items } = await firstDay('one-hour', '2023-07-10')
    const top = items.slice(0, 5)
    expect(top.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['watchers', 'passwords', 'machine-credentials']))
    const [watchers, passwords, machine] = ['watchers', 'passwords', 'machine-credentials'].map((kind) => top.find((item) => item.kind === kind))
    expect(watchers?.events).toEqual(expect.arrayContaining(['DeleteTrail', 'StopLogging']))
    expect(passwords).toMatchObject({ who: 'arn:aws:iam::123837392027:user/bert-jan', count: 29 })
    expect(machine?.why.join(' ')).toContain('The machine itself acts from 3.225.16.109')
    for (const { filter, count } of items) expect((await eventsOf(store, filter)).total).toBe(count)
    expect(items.length).toBeLessThanOrEqual(20)
  })

  it('sees that a machine’s credentials are used where a person works, without any other sign', async () => {
    const { items } = await firstDay('many-accounts', '2020-09-14')
    expect(items[0]).toMatchObject({ kind: 'machine-credentials', severity: 'critical' })
    expect(items[0]?.title).toContain('1.2.3.4, where pedro also works')
  })
})

it('tells how many of a story’s events are expected, and counts the same weekday of the weeks before', async () => {
  const record = (date: string, eventName: string) => ({
    eventID: `${date}-${eventName}`, eventTime: `${date}T10:00:00Z`, eventSource: 'cloudtrail.amazonaws.com', eventName,
    userIdentity: { type: 'IAMUser', userName: 'eve', arn: 'arn:aws:iam::111122223333:user/eve' },
  })
  const held = await reviewedStore([record('2026-03-04', 'DescribeTrails'), record('2026-03-11', 'DescribeTrails'), record('2026-03-11', 'ListTrails'), record('2026-03-18', 'StopLogging'), record('2026-03-18', 'DeleteTrail')])
  const covers = { from: Date.UTC(2026, 2, 4, 10) / 1000, to: Date.UTC(2026, 2, 18, 10) / 1000 }
  const store = { ...held, covers: () => covers }
  const span = { from: '2026-03-18T00:00:00.000Z', until: '2026-03-19T00:00:00.000Z' }
  await store.journal.append('alice', () => ({ kind: 'expectation', filter: 'event=StopLogging', ...span, reason: 'A rehearsal', owner: 'alice' }))
  const { items, before, events: count, identities } = await queueOf(store, 'from=2026-03-18T00:00Z&to=2026-03-19T00:00Z')
  expect(items).toMatchObject([{ kind: 'watchers', count: 2, expected: 1 }])
  expect({ count, identities, before: before.map(({ from, events: each }) => [from.slice(0, 10), each]) }).toEqual({ count: 2, identities: 1, before: [['2026-03-11', 2]] })
})

it('tells of somebody known who reads what it never read, and of a stranger who reads everything; not of whom reads the same each day', async () => {
  let count = 0
  const read = (date: string, user: string, index: number) => ({
    eventID: `read-${count++}`, eventTime: `${date}T10:0${index % 10}:00Z`, eventSource: `service${index % 13}.amazonaws.com`, eventName: `List${index}`, readOnly: true, awsRegion: 'eu-west-1',
    userIdentity: { type: 'IAMUser', userName: user, arn: `arn:aws:iam::111122223333:user/${user}` },
  })
  const reads = (date: string, user: string, kinds: number) => Array.from({ length: kinds }, (_, index) => read(date, user, index))
  const days = Array.from({ length: 9 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`)
  const held = await reviewedStore([...days.flatMap((date) => [...reads(date, 'scanner', 30), ...reads(date, 'alice', 2)]), ...['scanner', 'alice', 'stranger'].flatMap((user) => reads('2026-03-10', user, 30))])
  const covers = { from: Date.UTC(2026, 2, 1) / 1000, to: Date.UTC(2026, 2, 11) / 1000 }
  const { items } = await queueOf({ ...held, covers: () => covers }, 'from=2026-03-10T00:00Z&to=2026-03-11T00:00Z')
  expect(items.filter(({ kind }) => kind === 'looking-around').map(({ title, count: events }) => [title, events]).sort()).toEqual([
    ['alice looked at 28 kinds of things for the first time', 28], ['stranger looked at 30 kinds of things within a quarter of an hour', 30],
  ])
})

it('answers an empty queue where there is nothing', async () => {
  const answer = await queueOf(await reviewedStore([]), 'from=2026-03-18T00:00Z&to=2026-03-25T00:00Z')
  expect(answer).toMatchObject({ items: [], left: 0, unusual: [] })
})

describe('names that nobody would give', () => {
  const names = ['L'.repeat(5_000), '\\'.repeat(1_500), '*'.repeat(1_500), 'a\nb\0c\u001b[31m', 'x\ud800y', '=1+1', '<img src=x onerror=alert(1)>', 'none', '!x', "'; DROP TABLE events; --"]
  const records = names.flatMap((name, place) => ['StopLogging', 'DeleteTrail'].map((eventName) => ({
    eventID: `${eventName}-${place}`, eventTime: '2026-03-30T09:00:00Z', eventSource: 'cloudtrail.amazonaws.com', eventName, awsRegion: name, sourceIPAddress: name, userAgent: name, recipientAccountId: '111122223333',
    userIdentity: { type: 'IAMUser', userName: name, arn: `arn:aws:iam::111122223333:user/${name}`, accountId: '111122223333', accessKeyId: name }, requestParameters: { name },
  })))

  it('keep none of what was done under them off the queue, and each can be decided and signed', async () => {
    const store = await reviewedStore(records)
    const span = 'from=2026-03-30T00:00:00Z&to=2026-03-31T00:00:00Z'
    const { items } = await queueOf(store, span)
    for (const name of names) expect(items.some(({ who }) => who.endsWith(name.toWellFormed())), name.slice(0, 20)).toBe(true)
    for (const each of items) expect((await eventsOf(store, each.filter)).total, each.title.slice(0, 60)).toBe(each.count)
    expect(signOffContract.sends.safeParse({ by: 'mara', from: '2026-03-30T00:00:00Z', to: '2026-03-31T00:00:00Z', items }).error).toBeUndefined()
  })
})
