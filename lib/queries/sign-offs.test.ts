import { expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { itemOf } from '@/lib/journal/some-entries'
import { arrive } from './arriving'
import { asking, reviewedStore } from './asking'
import { calendar } from './calendar'
import { closeEscalation, decide } from './decisions'
import { giveExpectation } from './expectations'
import { signOff, signOffs } from './sign-offs'
import type { ReviewedStore } from './store'
import { total } from './total'

const event = (id: string, time: string, account = '111122223333', userName = 'alice') => ({
  eventID: id, eventTime: time, eventSource: 's3.amazonaws.com', eventName: 'GetObject', recipientAccountId: account, userIdentity: { type: 'IAMUser', userName, arn: `arn:aws:iam::${account}:user/${userName}`, accountId: account },
})
const records = [event('a', '2026-03-02T10:00:00Z'), event('b', '2026-03-02T12:00:00Z', '444455556666', 'bob'), event('c', '2026-03-03T09:00:00Z')]
const day = { by: 'mara', from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z', tz: 'UTC', accounts: [], items: [itemOf('a'), itemOf('b')] }

const counted = (store: ReviewedStore, query: string) => total(store.engine, fixed(filterFrom(query), Date.now(), undefined), new Map(), {})
const listed = async (store: ReviewedStore) => (await signOffs(asking(store, '', { limit: 100 }))).signOffs
const reopenedOf = async (store: ReviewedStore) => (await signOffs(asking(store, '', { limit: 100, late: 'any' as const }))).signOffs
const days = async (store: ReviewedStore, query = '') => (await calendar(asking(store, `from=2026-03-01T00:00Z&to=2026-03-04T00:00Z&${query}`, {}))).days

it('enters what was seen, decided and left open, as it is at that moment', async () => {
  const store = await reviewedStore(records)
  await decide({ store, sent: { by: 'mara', item: itemOf('a'), verdict: 'expected', note: 'As agreed.' } })
  await giveExpectation({ store, sent: { by: 'mara', filter: 'identity=*bob', from: '2026-03-01T00:00:00Z', until: new Date(Date.now() + 1e8).toISOString(), reason: 'A migration.', owner: 'ops' } })
  const { signOff: signed } = await signOff({ store, sent: { ...day, startedAt: new Date(Date.now() - 600_000).toISOString() }, options: {} })
  expect(signed).toMatchObject({
    by: 'mara', counts: { events: 2, identities: 2, expected: 1 }, batch: 1, late: 0, coverage: { completeTo: null, spans: [] },
    decided: [{ id: 'a', verdict: 'expected', by: 'mara', note: 'As agreed.' }], open: [{ id: 'b' }],
  })
  expect(signed.seconds).toBeGreaterThanOrEqual(600)
  await decide({ store, sent: { by: 'jo', item: itemOf('b'), verdict: 'done' } })
  expect((await listed(store))[0]?.open).toEqual([itemOf('b')])
})

it('is reopened by records that arrive later, whose link selects only those, until somebody signs again', async () => {
  const store = await reviewedStore(records)
  await signOff({ store, sent: day, options: {} })
  await arrive(store, 2, event('late-1', '2026-03-02T01:00:00Z'), event('late-2', '2026-03-02T23:59:59Z'), event('other-day', '2026-03-03T00:00:00Z'))
  const [reopened] = await listed(store)
  expect(reopened?.late).toBe(2)
  expect(await reopenedOf(store)).toEqual([reopened])
  expect([await counted(store, reopened?.lateParts[0]?.filter ?? ''), await counted(store, reopened?.filter ?? '')]).toEqual([2, 2])
  expect((await days(store)).map(({ state, late }) => [state, late])).toEqual([['no records', 0], ['reopened', 2], ['missing', 0]])

  const later = { ...store, version: () => 2 }
  await signOff({ store: later, sent: { ...day, by: 'jo', items: [] }, options: {} })
  expect((await listed(later)).map(({ by, late }) => [by, late])).toEqual([['jo', 0], ['mara', 0]])
  expect((await days(later))[1]).toMatchObject({ state: 'signed', by: ['jo'], late: 0 })
  expect(await reopenedOf(later)).toEqual([])
})

it('leads to the late records that no later sign-off of a part has seen, and to no others', async () => {
  const store = await reviewedStore(records)
  await signOff({ store, sent: day, options: {} })
  await arrive(store, 2, event('late-1', '2026-03-02T01:00:00Z'), event('late-2', '2026-03-02T11:00:00Z'), event('late-3', '2026-03-02T23:00:00Z'), event('late-4', '2026-03-02T23:30:00Z'))
  await signOff({ store: { ...store, version: () => 2 }, sent: { ...day, by: 'jo', from: '2026-03-02T10:00:00Z', to: '2026-03-02T12:00:00Z', items: [] }, options: {} })
  const [later, first] = await listed(store)
  expect([later?.late, first?.late, later?.lateParts]).toEqual([0, 3, []])
  expect(first?.lateParts.map(({ from, to, late }) => [from.slice(11, 16), to.slice(11, 16), late])).toEqual([['00:00', '10:00', 1], ['12:00', '00:00', 2]])
  for (const { filter, late } of first?.lateParts ?? []) expect(await counted(store, filter)).toBe(late)
})

it('shows in the calendar what is signed in part, and of which accounts', async () => {
  const store = await reviewedStore(records)
  await signOff({ store, sent: { ...day, to: '2026-03-02T12:00:00Z' }, options: {} })
  expect((await days(store)).map(({ state }) => state)).toEqual(['no records', 'partly', 'missing'])
  await signOff({ store, sent: { ...day, accounts: ['111122223333'] }, options: {} })
  expect((await days(store))[1]).toMatchObject({ state: 'partly', events: 2 })
  expect((await days(store, 'account=111122223333'))[1]).toMatchObject({ state: 'signed', events: 1, openItems: 2 })
  expect((await days(store, 'account=111122223333&account=444455556666'))[1]?.state).toBe('partly')
})

it('keeps suspicious items in the calendar until they are closed', async () => {
  const store = await reviewedStore(records)
  await decide({ store, sent: { by: 'mara', item: itemOf('b'), verdict: 'suspicious', note: 'Who is this?' } })
  await signOff({ store, sent: day, options: {} })
  const open = async () => (await calendar(asking(store, 'from=2026-03-01T00:00Z&to=2026-03-04T00:00Z', {}))).escalations
  expect(await open()).toMatchObject([{ item: { id: 'b' }, by: 'mara', note: 'Who is this?' }])
  await closeEscalation({ store, sent: { by: 'jo', id: 'b', note: 'A drill.' } })
  expect(await open()).toEqual([])
})

it('refuses a period that is none, and one that somebody signed meanwhile', async () => {
  const store = await reviewedStore(records)
  const sign = (sent: object) => signOff({ store, sent: { ...day, ...sent }, options: {} })
  await expect(sign({ to: day.from })).rejects.toMatchObject({ problem: { status: 400, parameter: 'to' } })
  await expect(sign({ to: new Date(Date.now() + 3_600_000).toISOString() })).rejects.toMatchObject({ problem: { status: 400, parameter: 'to' } })
  await expect(sign({ tz: 'Mars/Olympus' })).rejects.toMatchObject({ problem: { status: 400, parameter: 'tz' } })
  await sign({ by: 'jo', saw: 0 })
  await expect(sign({ saw: 0 })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringMatching(/^jo signed/) } })
  await sign({ saw: 1 })
  expect(store.journal.version()).toBe(2)
})
