import { expect, it } from 'vitest'
import { z } from 'zod'
import { expectContract } from '@/lib/api/expectations'
import { sql } from '@/lib/engine/sql'
import { asking, reviewedStore } from './asking'
import { endExpectation, expectationPreview, expectations, giveExpectation, isExpected } from './expectations'

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')
const arn = (user: string) => `arn:aws:iam::111122223333:user/${user}`
const call = (id: string, user: string, eventName: string, hours: number, eventSource = 's3.amazonaws.com') => ({
  eventID: id, eventTime: ago(hours), eventSource, eventName, recipientAccountId: '111122223333', userIdentity: { type: 'IAMUser', userName: user, arn: arn(user), accountId: '111122223333' },
})
const noise = Array.from({ length: 90 }, (_, index) => call(`n-${index}`, `user-${index % 30}`, 'GetObject', 30 + index))
const records = [...noise, call('a-1', 'alice', 'PutObject', 2), call('a-2', 'alice', 'PutObject', 50), call('a-3', 'alice', 'PutObject', 800), call('b-1', 'bob', 'PutObject', 3), call('t-1', 'carol', 'StopLogging', 4, 'cloudtrail.amazonaws.com')]
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const common = { by: 'mara', reason: 'The migration.', owner: 'platform', until: inDays(10) }

it('shows what it would have matched in the last 30 days: per day, by whom', async () => {
  const store = await reviewedStore(records)
  const preview = await expectationPreview(asking(store, 'event=PutObject', {}))
  expect(preview).toMatchObject({ total: 3, all: 94, totalIdentities: 2, warnings: [] })
  expect(preview.identities.map(({ label, count }) => [label, count])).toEqual([['alice', 2], ['bob', 1]])
  expect(preview.days.reduce((sum, { count }) => sum + count, 0)).toBe(3)
  expect(preview.days.length).toBeGreaterThanOrEqual(30)
})

it.each([
  ['event=NoSuchThing', 'nothing', /matches nothing/], ['', 'too much', /everything/], ['event=GetObject', 'too much', /96 % of all events/],
  ['service=s3&event=G*', 'too much', /30 identities/], ['event=StopLogging', 'too much', /critical event/],
])('says of %j that it matches %s', async (query, kind, text) => {
  const { warnings } = await expectationPreview(asking(await reviewedStore(records), query, {}))
  expect(warnings).toContainEqual({ kind, text: expect.stringMatching(text) })
})

it('covers events while it holds, still counts them, and no longer once it is ended', async () => {
  const store = await reviewedStore(records)
  const filter = `from=-7d&identity=${arn('alice')}&event=PutObject`
  const { seq } = await giveExpectation({ store, sent: { ...common, filter, from: ago(60) } })
  const list = async () => (await expectations(asking(store, '', {}))).expectations[0]
  expect(await list()).toMatchObject({ seq, state: 'holds', hits: 2, recent: 2, filter: 'event=PutObject&identity=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Falice', warnings: [] })
  const ids = async () => (await store.engine.rows(z.object({ id: z.string() }), sql`SELECT JSONExtractString(raw, 'eventID') AS id FROM events WHERE ${await isExpected(store, {})} ORDER BY id`)).map(({ id }) => id)
  expect(await ids()).toEqual(['a-1', 'a-2'])

  await endExpectation({ store, sent: { by: 'jo', seq, reason: 'It is over.' } })
  expect(await list()).toMatchObject({ state: 'ended', ended: { by: 'jo', reason: 'It is over.' }, hits: 2 })
  await expect(endExpectation({ store, sent: { by: 'jo', seq, reason: 'Again.' } })).rejects.toMatchObject({ problem: { status: 409 } })
  await expect(endExpectation({ store, sent: { by: 'jo', seq: 99, reason: 'What?' } })).rejects.toMatchObject({ problem: { status: 404 } })
})

it('takes an owner and a beginning that the journal takes, and no Filter that spelled out is too long for it', async () => {
  const read = (more: object) => expectContract.sends.safeParse({ ...common, filter: 'event=X', ...more }).success
  expect([read({}), read({ from: '2026-01-01T00:00:00Z' })]).toEqual([true, true])
  expect([read({ owner: 'a\u0007b' }), read({ owner: 'a\u202eb' }), read({ from: '0001-01-01T00:00:00Z' })]).toEqual([false, false, false])
  const filter = ['ä', 'ö'].map((letter) => `identity=${letter.repeat(1_900)}`).join('&')
  await expect(giveExpectation({ store: await reviewedStore(), sent: { ...common, filter } })).rejects.toMatchObject({ problem: { status: 400, parameter: 'filter' } })
})

it('is never for everything, for ever, or for no time', async () => {
  const store = await reviewedStore()
  for (const [sent, parameter] of [[{ filter: 'from=-7d' }, 'filter'], [{ filter: 'event=X', until: inDays(400) }, 'until'], [{ filter: 'event=X', until: ago(1) }, 'until']] as const) {
    await expect(giveExpectation({ store, sent: { ...common, ...sent } })).rejects.toMatchObject({ problem: { status: 400, parameter } })
  }
  expect(store.journal.version()).toBe(0)
})

it('covers nothing where nothing is expected', async () => {
  const store = await reviewedStore(records)
  expect(await store.engine.rows(z.object({ n: z.int() }), sql`SELECT count() AS n FROM events WHERE ${await isExpected(store, {})}`)).toEqual([{ n: 0 }])
})
