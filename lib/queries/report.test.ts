import { expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { arrive } from './arriving'
import { asking, reviewedStore } from './asking'
import { closeEscalation, decide } from './decisions'
import { giveExpectation } from './expectations'
import { report } from './report'
import { reportLines } from './report-file'
import { signOff } from './sign-offs'
import type { ReviewedStore } from './store'
import { total } from './total'

const event = (id: string, time: string, eventName = 'GetObject', more: object = {}) => ({
  eventID: id, eventTime: time, eventSource: 's3.amazonaws.com', eventName, recipientAccountId: '111122223333', userIdentity: { type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333' }, ...more,
})
const records = [
  event('a', '2026-03-02T10:00:00Z'), event('b', '2026-03-02T11:00:00Z', 'ListBuckets', { errorCode: 'AccessDenied' }), event('c', '2026-03-03T09:00:00Z'),
  event('d', '2026-03-02T12:00:00Z', 'ConsoleLogin', { eventSource: 'signin.amazonaws.com', responseElements: { ConsoleLogin: 'Failure' } }),
]
const items = ['a', 'b'].map((id) => ({ id, title: `=Item ${id}`, filter: `event=GetObject&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z` }))
const period = 'from=2026-03-02T00:00Z&to=2026-03-04T00:00Z'

async function reviewed() {
  const store = await reviewedStore(records)
  const [first, second] = items
  if (!first || !second) throw new Error('two items')
  await decide({ store, sent: { by: 'mara', item: first, verdict: 'suspicious', note: 'Who?' } })
  await decide({ store, sent: { by: 'mara', item: { ...second, id: 'elsewhere', filter: 'from=2026-01-01T00:00Z&to=2026-01-02T00:00Z' }, verdict: 'done' } })
  await giveExpectation({ store, sent: { by: 'mara', filter: 'event=ListBuckets', from: '2026-03-01T00:00:00Z', until: new Date(Date.now() + 1e8).toISOString(), reason: 'A crawler.', owner: 'ops' } })
  await signOff({ store, sent: { by: 'mara', from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z', tz: 'UTC', accounts: [], items }, options: {} })
  return store
}
const ask = (store: ReviewedStore, takes: { entry?: number; batch?: number } = {}) => report(asking(store, period, takes))

it('tells what was reviewed, by whom, and what is missing', async () => {
  const told = await ask(await reviewed())
  expect(told).toMatchObject({ events: { count: 4 }, identities: 1, expected: 1, asOf: { entry: 4, batch: 1 } })
  expect(told.days.map(({ date, state, by }) => [date, state, by])).toEqual([['2026-03-02', 'signed', ['mara']], ['2026-03-03', 'missing', []]])
  expect(told.decisions).toMatchObject([{ item: { id: 'a' }, verdict: 'suspicious', by: 'mara', note: 'Who?', undone: false }])
  expect(told.exceptions).toMatchObject({ missingDays: ['2026-03-03'], late: 0, leftOpen: [{ id: 'b' }], escalated: [{ item: { id: 'a' } }], closed: [] })
  expect(told.expectations).toMatchObject([{ owner: 'ops', events: { count: 1 } }])
  const counts = Object.fromEntries(told.requirements.map(({ id, shown, events }) => [`${id} ${shown}`, events?.count]))
  expect(counts).toMatchObject({ '10.2.1.4 Events that were denied': 1, '10.2.1.4 Failed sign-ins to the console': 1 })
})

it('gives with each number the events behind it', async () => {
  const store = await reviewed()
  const told = await ask(store)
  const numbers = [told.events, ...told.severities, ...told.requirements.flatMap(({ events }) => events ?? []), ...told.days, ...told.expectations.map(({ events }) => events)]
  for (const { count, filter } of numbers) expect([filter, await total(store.engine, fixed(filterFrom(filter), Date.now(), undefined), new Map(), {})]).toEqual([filter, count])
})

it('counts of an expectation what somebody did through sessions as well', async () => {
  const [account, user] = ['111122223333', 'arn:aws:iam::111122223333:user/alice']
  const role = { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/ops/alice`, accountId: account, accessKeyId: 'ASIAONE' }
  const assume = event('r', '2026-03-02T09:00:00Z', 'AssumeRole', { eventSource: 'sts.amazonaws.com', responseElements: { credentials: { accessKeyId: 'ASIAONE' }, assumedRoleUser: { arn: role.arn } } })
  const store = await reviewedStore([assume, event('s', '2026-03-02T10:00:00Z', 'GetObject', { userIdentity: role })])
  await giveExpectation({ store, sent: { by: 'mara', filter: `actor=${user}`, from: '2026-03-01T00:00:00Z', until: new Date(Date.now() + 1e8).toISOString(), reason: 'A drill.', owner: 'ops' } })
  expect(await ask(store)).toMatchObject({ events: { count: 2 }, expected: 2, expectations: [{ events: { count: 2 } }] })
})

it('is the same again, byte for byte, whatever was entered and loaded since', async () => {
  const store = await reviewed()
  const before = await ask(store)
  await closeEscalation({ store, sent: { by: 'jo', id: 'a', note: 'A drill.' } })
  await arrive(store, 2, event('late', '2026-03-02T13:00:00Z'))
  const grown: ReviewedStore = { ...store, version: () => 2, covers: () => ({ from: 1_772_000_000, to: 1_780_000_000 }) }
  expect(JSON.stringify(await ask(grown, { entry: before.asOf.entry, batch: before.asOf.batch }))).toBe(JSON.stringify(before))
  const now = await ask(grown)
  expect(now).toMatchObject({ events: { count: 5 }, exceptions: { late: 1, escalated: [], closed: [{ by: 'jo' }] } })
  expect(now.days[0]?.state).toBe('reopened')
})

it('is not told as of what has not come yet', async () => {
  const store = await reviewed()
  await expect(ask(store, { entry: 99 })).rejects.toMatchObject({ problem: { status: 400, parameter: 'entry' } })
  await expect(ask(store, { batch: 99 })).rejects.toMatchObject({ problem: { status: 400, parameter: 'batch' } })
})

it('leaves no day of a long period out: it is refused as a whole', async () => {
  const store = await reviewed()
  await expect(report(asking(store, 'from=2024-01-01T00:00Z&to=2026-03-04T00:00Z', {}))).rejects.toMatchObject({ parameter: 'from', takes: 'a time at most 400 days before “to”' })
  expect((await report(asking(store, 'from=2025-02-01T00:00Z&to=2026-03-04T00:00Z', {}))).days).toHaveLength(396)
})

it('is no formula in a spreadsheet', async () => {
  const lines = reportLines(await ask(await reviewed())).split('\r\n')
  expect(lines[0]).toBe('what,when,who,which,result,note,events,query')
  expect(lines.find((line) => line.startsWith('decision'))).toMatch(/,mara,'=Item a,suspicious,Who\?,,/)
})
