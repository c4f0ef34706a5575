import { expect, it } from 'vitest'
import { actorKeys } from './actor-keys'
import { asking, storeHolding } from './asking'
import { actingKey, openedBy } from './opened-by'
import { total } from './total'
import type { Store } from './store'

const user = (name: string, accessKeyId: string, account = '1') => ({ type: 'IAMUser', arn: `arn:aws:iam::${account}:user/${name}`, accountId: account, userName: name, accessKeyId })
const arnOf = (role: string, name: string, account = '1') => `arn:aws:sts::${account}:assumed-role/${role}/${name}`
const session = (role: string, name: string, accessKeyId: string, account = '1', more = {}) => ({ type: 'AssumedRole', arn: arnOf(role, name, account), accountId: account, accessKeyId, sessionContext: more })
let number = 0
const call = (userIdentity: object, more: object = {}) => ({ eventID: `e-${(number += 1)}`, eventTime: '2024-03-01T12:00:00Z', eventName: 'ListBuckets', userIdentity, ...more })
const assume = (by: object, role: string, name: string, key: string, account = '1', more: object = {}) =>
  call(by, { eventName: 'AssumeRole', responseElements: { credentials: { accessKeyId: key }, assumedRoleUser: { arn: arnOf(role, name, account) } }, ...more })

async function chainOf(store: Store, identity: string, key: string) {
  const acting = { identity, key }
  return ((await openedBy(store, [acting], {})).get(actingKey(acting)) ?? []).map(({ opener, certainty }) => `${certainty} ${opener}`)
}
async function countOf(store: Store, query: string) {
  const { store: { engine }, filter } = asking(store, `from=2024-01-01T00:00Z&to=2024-12-01T00:00Z&${query}`, {})
  return total(engine, filter, await actorKeys(engine, filter, {}), {})
}
const alice = 'arn:aws:iam::1:user/alice'

const chain = [
  assume(user('alice', 'AKIA'), 'One', 'a', 'ASIA1'), assume(session('One', 'a', 'ASIA1'), 'Two', 'a', 'ASIA2', '2'),
  assume(session('Two', 'a', 'ASIA2', '2'), 'Three', 'a', 'ASIA3'), call(session('Three', 'a', 'ASIA3')),
]

it.each([['as it happened', chain], ['backwards', [...chain].reverse()]])('follows a chain to its beginning, though its records come %s', async (_, records) => {
  const store = await storeHolding(records)
  expect(await chainOf(store, arnOf('Three', 'a'), 'ASIA3')).toEqual([`key ${arnOf('Two', 'a', '2')}`, `key ${arnOf('One', 'a')}`, `key ${alice}`])
  expect(await countOf(store, `actor=${alice}`)).toBe(4)
})

it('survives a loop and a chain whose beginning is missing', async () => {
  const store = await storeHolding([
    assume(session('A', 'x', 'ASIAB'), 'B', 'x', 'ASIAA'), assume(session('B', 'x', 'ASIAA'), 'A', 'x', 'ASIAB'),
    assume(session('Lost', 'y', 'ASIAL'), 'C', 'y', 'ASIAC'), call(session('C', 'y', 'ASIAC')),
  ])
  expect(await chainOf(store, arnOf('A', 'x'), 'ASIAB')).toEqual([`key ${arnOf('B', 'x')}`, `key ${arnOf('A', 'x')}`])
  expect(await chainOf(store, arnOf('C', 'y'), 'ASIAC')).toEqual([`key ${arnOf('Lost', 'y')}`])
})

it('takes of two accounts’ halves the one that says who it was', async () => {
  const other = { type: 'AWSAccount', principalId: 'AIDAALICE', accountId: '1' }
  const asked = { requestParameters: { roleArn: 'arn:aws:iam::2:role/Ops', roleSessionName: 'a' }, sharedEventID: 'shared-1' }
  const store = await storeHolding([
    assume(other, 'Ops', 'a', 'ASIA1', '2', asked),
    // The caller's own half does not tell the key.
    call(user('alice', 'AKIA'), { eventName: 'AssumeRole', ...asked }),
    call(session('Ops', 'a', 'ASIA1', '2')),
  ])
  expect(await chainOf(store, arnOf('Ops', 'a', '2'), 'ASIA1')).toEqual([`key ${alice}`])
  expect(await countOf(store, `actor=${alice}`)).toBe(2)
})

it('follows a console user who switches roles, though the session’s key was never told', async () => {
  const switched = session('Admin', 'alice', '', '2')
  const store = await storeHolding([
    call(switched, { eventName: 'SwitchRole', additionalEventData: { SwitchFrom: alice } }),
    call({ ...switched, accessKeyId: 'ASIACONSOLE' }), call(session('Admin', 'bob', 'ASIABOB', '2')),
    // This session of the same name is known to be another's.
    assume(user('mallory', 'AKIAM'), 'Admin', 'alice', 'ASIAM', '2'), call(session('Admin', 'alice', 'ASIAM', '2')),
  ])
  expect(await chainOf(store, switched.arn, 'ASIACONSOLE')).toEqual([`record ${alice}`])
  expect(await chainOf(store, switched.arn, 'ASIAM')).toEqual(['key arn:aws:iam::1:user/mallory'])
  expect(await countOf(store, `actor=${alice}`)).toBe(2)
  expect(await countOf(store, 'actor=*mallory')).toBe(2)
})

it('shows a guess as one, and does not count it', async () => {
  const store = await storeHolding([
    call(user('alice', 'AKIA')), call(session('Ops', 'build', 'ASIA1', '1', { sourceIdentity: 'alice' })), call(session('Ops', 'alice', 'ASIA2')),
    call(session('Ops', 'nobody', 'ASIA3')), call(session('Ops', 'x', 'ASIA4', '1', { sourceIdentity: 'stranger' })),
  ])
  expect(await chainOf(store, arnOf('Ops', 'build'), 'ASIA1')).toEqual([`guess ${alice}`])
  expect(await chainOf(store, arnOf('Ops', 'alice'), 'ASIA2')).toEqual([`guess ${alice}`])
  expect(await chainOf(store, arnOf('Ops', 'nobody'), 'ASIA3')).toEqual([])
  expect(await chainOf(store, arnOf('Ops', 'x'), 'ASIA4')).toEqual(['guess stranger'])
  expect(await countOf(store, `actor=${alice}`)).toBe(1)
})
