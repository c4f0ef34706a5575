import { expect, it } from 'vitest'
import { identityContract } from '@/lib/api/identities'
import { takesFrom } from '@/lib/api/takes'
import { addRecords } from '@/lib/engine/engine-holding'
import { addStaged, holdRollup } from '@/lib/engine/rolled-up'
import { sql } from '@/lib/engine/sql'
import { asking, reviewedStore } from './asking'
import { identity } from './identity'
import { correctKind } from './identity-kind'
import type { ReviewedStore } from './store'

const alice = { type: 'IAMUser', arn: 'arn:aws:iam::1:user/alice', accountId: '1', userName: 'alice', accessKeyId: 'AKIA1' }
const bob = { type: 'IAMUser', arn: 'arn:aws:iam::1:user/bob', accountId: '1', userName: 'bob', accessKeyId: 'AKIABOB' }
const sessionArn = 'arn:aws:sts::2:assumed-role/Admin/al'
const admin = { type: 'AssumedRole', arn: sessionArn, accountId: '2', accessKeyId: 'ASIA1', sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::2:role/Admin' } } }
let number = 0
const call = (userIdentity: object, eventTime: string, more: object = {}) => ({
  eventID: `e-${(number += 1)}`, eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'us-east-1', recipientAccountId: '1', sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli/2', readOnly: true, userIdentity, ...more,
})
const pastDays = Array.from({ length: 20 }, (_, index) => `2024-02-${String(index + 9).padStart(2, '0')}`)
const signIn = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', readOnly: false, responseElements: { ConsoleLogin: 'Success' } }

const records = [
  ...pastDays.flatMap((day) => [call(alice, `${day}T09:10:00Z`), call(alice, `${day}T09:20:00Z`)]),
  call(alice, '2024-03-01T09:00:00Z', { ...signIn, additionalEventData: { MFAUsed: 'Yes' } }),
  call(alice, '2024-03-01T09:01:00Z', { ...signIn, additionalEventData: { MFAUsed: 'No' } }),
  call(alice, '2024-03-01T09:05:00Z', { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', responseElements: { credentials: { accessKeyId: 'ASIA1' }, assumedRoleUser: { arn: sessionArn } } }),
  call(admin, '2024-03-01T09:30:07Z', { eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey', readOnly: false, awsRegion: 'eu-west-1', recipientAccountId: '2', userAgent: 'Kali' }),
  call(admin, '2024-03-01T09:31:00Z', { errorCode: 'Client.UnauthorizedOperation', recipientAccountId: '2' }),
  call(bob, '2024-02-20T09:00:00Z', { awsRegion: 'eu-west-1' }),
]
const ask = async (store: ReviewedStore, of: string, query = '', isRolledUp = false) => {
  const whole = new URLSearchParams(`from=2024-03-01T00:00Z&to=2024-03-02T00:00Z&${query}`)
  whole.set('identity', of)
  const takes = takesFrom(identityContract, whole)
  whole.delete('identity')
  const question = asking(store, whole.toString(), takes)
  const covers = { from: Date.parse('2024-02-09T09:10:00Z') / 1000, to: Date.parse('2024-03-01T09:31:00Z') / 1000, isRolledUp }
  return identity({ ...question, store: { ...store, covers: () => covers }, filter: { ...question.filter, covers } })
}

it('tells who somebody is, when and through what they act, and what of that is new', async () => {
  const store = await reviewedStore(records)
  const { who, when, what, through, new: fresh, label } = (await ask(store, alice.arn)) ?? {}
  expect(label).toBe('alice')
  expect(who).toMatchObject({ kind: 'person', type: 'IAMUser', firstSeen: '2024-02-09T09:10:00.000Z', lastSeen: '2024-03-01T09:31:00.000Z', signIns: { total: 2, withMfa: 1 }, totalKeys: 2, chains: [] })
  expect(who?.keys.map(({ key, isTemporary, count }) => [key, isTemporary, count])).toEqual([['AKIA1', false, 3], ['ASIA1', true, 2]])
  expect(who?.roles).toMatchObject([{ role: 'arn:aws:iam::2:role/Admin', sessions: 1, count: 2 }])
  expect(who?.accounts).toEqual([{ account: '1', count: 3 }, { account: '2', count: 2 }])

  // 1 March 2024 is a Friday.
  expect(when?.weekdayHours[4 * 24 + 9]).toBe(5)
  expect(when?.usualWeekdayHours[4 * 24 + 9]).toBe(2)
  expect(when?.days).toEqual([{ date: '2024-03-01', hours: Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 5 : 0)) }])
  expect(when?.events).toMatchObject({ value: 5, usual: { high: 2 } })
  expect(when?.denied).toMatchObject({ value: 1, usual: { low: 0, high: 0 } })
  expect(when?.counts.reduce((sum, count) => sum + count)).toBe(5)
  expect(when?.high).toHaveLength(when?.starts.length ?? 0)

  expect(what?.services.find(({ service }) => service === 'iam')).toEqual({ service: 'iam', reads: 0, writes: 1, errors: 0 })
  expect(what?.errors).toEqual([{ error: 'Client.UnauthorizedOperation', event: 'DescribeInstances', count: 1, isDenied: true }])
  const risky = what?.risky.find(({ event }) => event === 'CreateAccessKey')
  expect(risky).toMatchObject({ count: 1, lastSeen: '2024-03-01T09:30:07Z' })
  expect(risky?.reasons.length).toBeGreaterThan(0)

  const session = through?.sessions.find(({ identity: each }) => each === sessionArn)
  expect(session).toMatchObject({ did: [{ event: 'CreateAccessKey', count: 1 }, { event: 'DescribeInstances', count: 1 }], calls: 2, signedIn: null })
  expect(session).toMatchObject({ key: 'ASIA1', count: 2, errors: 1, openedBy: { opener: alice.arn, key: 'AKIA1', certainty: 'key', event: 'AssumeRole' } })
  expect(through?.sessions.find(({ identity: each }) => each === alice.arn)?.openedBy).toBeNull()

  const item = (field: string, value: string) => fresh?.items.find((each) => each.field === field && each.label === value)
  expect(item('region', 'eu-west-1')).toMatchObject({ at: '2024-03-01T09:30:07.000Z', peers: 1 })
  expect(item('event', 'CreateAccessKey')).toMatchObject({ at: '2024-03-01T09:30:07.000Z', peers: 0 })
  expect(item('agent', 'Kali')).toMatchObject({ at: '2024-03-01T09:30:07.000Z' })
  expect(item('account', '2')).toBeDefined()
  expect(item('event', 'DescribeInstances')).toBeUndefined()
  expect(fresh).toMatchObject({ isWhollyNew: false, peers: 1 })
})

it('obeys the Filter, and tells of a session who is behind it', async () => {
  const store = await reviewedStore(records)
  const writes = await ask(store, alice.arn, 'readonly=false&parts=what,through')
  expect(writes?.what?.services.map(({ service, reads }) => [service, reads]).sort()).toEqual([['iam', 0], ['signin', 0]])
  expect(writes?.who).toBeUndefined()
  const session = await ask(store, sessionArn, 'parts=who,new')
  expect(session?.who?.chains).toMatchObject([{ key: 'ASIA1', chain: [{ opener: alice.arn, label: 'alice', certainty: 'key' }] }])
  expect(session?.new?.isWhollyNew).toBe(true)
  expect(await ask(store, 'arn:aws:iam::1:user/nobody')).toBeUndefined()
})

it('says what somebody is found to be beside what people corrected it to, and who did', async () => {
  const store = await reviewedStore(records)
  const whoIs = async () => (await ask(store, alice.arn, 'parts=who'))?.who
  expect(await whoIs()).toMatchObject({ kind: 'person', kindFound: 'person', corrected: null, kindSaw: 0 })
  await correctKind({ store, takes: { identity: alice.arn }, sent: { by: 'mara', kind: 'robot', saw: 0 }, options: {} })
  expect(await whoIs()).toMatchObject({ kind: 'robot', kindFound: 'person', corrected: { by: 'mara' }, kindSaw: 1 })
  await correctKind({ store, takes: { identity: alice.arn }, sent: { by: 'mara', kind: null, saw: 1 }, options: {} })
  expect(await whoIs()).toMatchObject({ kind: 'person', corrected: null, kindSaw: 2 })
})

it('leads a session back to the sign-in to the console, and tells what was done in it most', async () => {
  const console_ = { ...alice, accessKeyId: 'ASIACONSOLE', sessionContext: { attributes: { creationDate: '2024-03-01T08:58:30Z', mfaAuthenticated: 'true' } } }
  const inConsole = { sessionCredentialFromConsole: 'true' }
  const token = { ...alice, accessKeyId: 'ASIATOKEN', sessionContext: { attributes: { creationDate: '2024-03-01T08:00:00Z' } } }
  const names = ['ListUsers', 'ListRoles', 'ListUsers', 'ListGroups', 'GetUser', 'ListRoles', 'ListUsers']
  const store = await reviewedStore([
    ...records,
    ...names.map((eventName, index) => call(console_, `2024-03-01T09:0${index}:00Z`, { ...inConsole, eventSource: 'iam.amazonaws.com', eventName })),
    call(token, '2024-03-01T09:40:00Z'),
  ])
  const sessions = (await ask(store, alice.arn, 'parts=through'))?.through?.sessions
  const of = (key: string) => sessions?.find((each) => each.key === key)
  expect(of('ASIACONSOLE')).toMatchObject({ signedIn: '2024-03-01T08:58:30.000Z', did: [{ event: 'ListUsers', count: 3 }, { event: 'ListRoles', count: 2 }, { event: 'GetUser', count: 1 }], calls: 4 })
  expect([of('ASIATOKEN')?.signedIn, of('AKIA1')?.signedIn, of('ASIA1')?.signedIn]).toEqual([null, null, null])
})

it('tells a new network, and a new country, from a new address of a network that is known', async () => {
  const from = (sourceIPAddress: string) => ({ sourceIPAddress })
  const store = await reviewedStore([
    ...records,
    call(alice, '2024-02-12T10:00:00Z', from('8.8.8.8')),
    call(alice, '2024-03-01T10:00:00Z', from('8.8.4.4')),
    call(alice, '2024-03-01T10:20:09Z', from('193.0.6.139')),
    call(alice, '2024-03-01T10:21:00Z', from('193.0.6.140')),
    call(alice, '2024-03-01T10:22:00Z', from('193.0.6.140')),
    call(alice, '2024-03-01T10:30:00Z', from('AWS Internal')),
    // Somebody else of the same network, and nobody else of what AWS does itself.
    call(bob, '2024-02-20T10:00:00Z', from('193.0.19.25')),
  ])
  const { items } = (await ask(store, alice.arn, 'parts=new'))?.new ?? { items: [] }
  const of = (field: string) => items.filter((each) => each.field === field).map(({ label, parameter, values, at, count, peers }) => ({ label, parameter, values, at, count, peers }))
  const ripe = { parameter: 'ip', values: ['193.0.6.140', '193.0.6.139'], at: '2024-03-01T10:20:09.000Z', count: 3, peers: 1 }
  expect(of('network')).toEqual([
    { label: 'AWS, from within itself', parameter: 'ip', values: ['AWS Internal'], at: '2024-03-01T10:30:00.000Z', count: 1, peers: 0 },
    { ...ripe, label: expect.stringMatching(/^AS3333 .*\(NL\)$/) },
  ])
  expect(of('country')).toEqual([{ ...ripe, label: 'Netherlands' }])
  expect(of('ip').map(({ label }) => label)).toEqual(['AWS Internal', '193.0.6.140', '193.0.6.139', '8.8.4.4'])
})

it('tells of new addresses beside ever so many new user agents', async () => {
  const store = await reviewedStore([...records, ...Array.from({ length: 70 }, (_, index) => call(alice, '2024-03-01T09:40:00Z', { userAgent: `tool/${index}` }))])
  const { items, total } = (await ask(store, alice.arn, 'parts=new'))?.new ?? { items: [], total: 0 }
  const of = (field: string) => items.filter((each) => each.field === field)
  expect([of('agent').length, of('account').map(({ label }) => label), of('region').map(({ label }) => label)]).toEqual([12, ['2'], ['eu-west-1']])
  expect(total).toBeGreaterThan(75)
  expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort().reverse())
})

it('names the hours in which somebody does far more than ever, with the reason', async () => {
  const burst = Array.from({ length: 40 }, (_, index) => call(alice, '2024-03-01T03:20:00Z', { awsRegion: index % 2 === 0 ? 'us-east-1' : 'eu-west-3' }))
  const store = await reviewedStore([...records, ...burst])
  const unusualOf = async (query: string) => (await ask(store, alice.arn, `parts=when&${query}`))?.when?.unusual
  expect(await unusualOf('tz=Asia/Tokyo')).toEqual([
    { start: '2024-03-01T03:00:00.000Z', hour: 12, count: 40, usual: 0, why: '40 events from 12:00 to 13:00, when it usually does nothing; in its busiest hour before it did 2.' },
  ])
  expect(await unusualOf('region=eu-west-3')).toEqual([])
})

it('tells the same from what is held in memory, in pieces, as from the records', async () => {
  const store = await reviewedStore(records.slice(0, 30))
  expect(await holdRollup(store.engine)).toBe(true)
  await store.engine.command(sql`TRUNCATE TABLE staged`)
  await addRecords(store.engine, records.slice(30).map((record) => JSON.stringify(record)), 2)
  await store.engine.command(sql`INSERT INTO staged SELECT * FROM events WHERE batch = 2`)
  expect(await addStaged(store.engine)).toBe(true)
  for (const of of [alice.arn, sessionArn, bob.arn]) {
    const told = await ask(store, of)
    expect(told?.what?.totalEvents).toBeDefined()
    expect(await ask(store, of, '', true)).toEqual(told)
  }
})
