import { expect, it } from 'vitest'
import { activityParts } from '@/lib/api/activity'
import { activity } from './activity'
import type { About } from './asked-of'
import { asking, storeHolding } from './asking'
import { keyHistories } from './key-histories'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/ops`
const user = (name: string) => ({ type: 'IAMUser', arn: `arn:aws:iam::${account}:user/${name}`, accountId: account, userName: name, accessKeyId: `AKIA${name}` })
const session = (name: string, accessKeyId: string) => ({
  type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/ops/${name}`, accountId: account, accessKeyId, sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
})
let number = 0
const call = (userIdentity: object, eventTime: string, more: object = {}) => ({
  eventID: `e-${(number += 1)}`, eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', recipientAccountId: account, sourceIPAddress: '198.51.100.7', userAgent: 'aws-cli/2', readOnly: true, userIdentity, ...more,
})
const onKey = (eventName: string, key: string, more: object = {}) => ({ eventSource: 'iam.amazonaws.com', eventName, readOnly: false, requestParameters: { accessKeyId: key, ...more }, responseElements: eventName === 'CreateAccessKey' ? { accessKey: { accessKeyId: key } } : null })
const records = [
  call(user('alice'), '2024-02-10T09:00:00Z'),
  call(user('alice'), '2024-03-01T08:00:00Z', { eventName: 'DescribeVpcs', sourceIPAddress: '203.0.113.5', userAgent: 'Kali' }),
  call(user('alice'), '2024-03-01T09:00:00Z', { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', responseElements: { credentials: { accessKeyId: 'ASIA1' }, assumedRoleUser: { arn: session('one', '').arn } } }),
  call(session('one', 'ASIA1'), '2024-03-01T09:30:00Z', { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging', readOnly: false }),
  call(session('two', 'ASIA2'), '2024-03-01T10:00:00Z', { errorCode: 'AccessDenied' }),
  call(user('bob'), '2024-03-01T11:00:00Z', { eventName: 'DescribeVpcs', sourceIPAddress: '192.0.2.1' }),
]

it('tells of a key, an address and a role the same as of an identity: when, what, through what, with what, and what is new', async () => {
  const store = await storeHolding(records)
  const ask = (name: About['name'], value: string, query = '') => activity(asking(store, `from=2024-03-01T00:00Z&to=2024-03-02T00:00Z&${query}`, { parts: activityParts }), { name, value })
  const newIn = (told: Awaited<ReturnType<typeof ask>>, field: string) => told?.new?.items.filter((each) => each.field === field).map(({ label, peers }) => [label, peers])

  const key = await ask('key', 'AKIAalice')
  expect(key?.when?.weekdayHours.reduce((sum, count) => sum + count)).toBe(2)
  expect(key?.what?.events.map(({ event, others }) => [event, others]).sort()).toEqual([['AssumeRole', 0], ['DescribeVpcs', 1]])
  expect(key?.what).toMatchObject({ everyone: 4, own: 1 })
  expect(newIn(key, 'event')).toEqual([['AssumeRole', 0], ['DescribeVpcs', 1]])
  expect(newIn(key, 'agent')).toEqual([['Kali', 0]])
  expect(newIn(key, 'identity')).toEqual([])
  expect(key?.used?.addresses.map(({ ip }) => ip).sort()).toEqual(['198.51.100.7', '203.0.113.5'])
  // What the key opened is told, and not counted as its own.
  expect(key?.through?.sessions.map(({ key: each }) => each)).toEqual(['AKIAalice'])
  expect(key?.through?.opened).toMatchObject([{ key: 'ASIA1', label: 'ops / one', count: 1 }])

  const address = await ask('ip', '198.51.100.7')
  expect(newIn(address, 'identity')).toEqual([['ops / two', 0], ['ops / one', 0]])
  expect(address?.what?.errors).toMatchObject([{ error: 'AccessDenied', event: 'DescribeInstances', count: 1 }])
  expect(address?.what).toMatchObject({ everyone: 4, own: 3 })
  expect(address?.used?.keys.map(({ key: each, count }) => [each, count]).sort()).toEqual([['AKIAalice', 1], ['ASIA1', 1], ['ASIA2', 1]])

  const acted = await ask('role', role, 'readonly=false')
  expect(acted?.what?.risky).toMatchObject([{ event: 'StopLogging', severity: 'critical' }])
  expect(acted?.through?.sessions).toMatchObject([{ key: 'ASIA1', openedBy: { opener: user('alice').arn, label: 'alice', certainty: 'key' } }])
  expect(acted?.new).toMatchObject({ isWhollyNew: true, peers: 0 })
  expect(acted?.used?.roles).toMatchObject([{ role, sessions: 2, count: 2 }])

  for (const name of ['key', 'ip', 'role'] as const) expect(await ask(name, '*')).toBeUndefined()
})

it('tells who created a key, and who switched it off or deleted it, as far as records say so', async () => {
  const store = await storeHolding([
    ...records,
    call(user('bob'), '2024-01-02T08:00:00Z', onKey('CreateAccessKey', 'AKIAalice')),
    call(user('bob'), '2024-01-03T08:00:00Z', onKey('UpdateAccessKey', 'AKIAalice', { status: 'Inactive' })),
    call(user('alice'), '2024-01-04T08:00:00Z', onKey('UpdateAccessKey', 'AKIAalice', { status: 'Active' })),
    ...Array.from({ length: 30 }, () => call(user('alice'), '2024-02-04T08:00:00Z', onKey('UpdateAccessKey', 'AKIAbob', { status: 'Inactive' }))),
    call(user('alice'), '2024-02-05T08:00:00Z', { ...onKey('DeleteAccessKey', 'AKIAbob'), eventID: 'gone' }),
    call(user('alice'), '2024-02-06T08:00:00Z', { ...onKey('DeleteAccessKey', 'AKIAalice'), errorCode: 'AccessDenied' }),
  ])
  const histories = await keyHistories(store, ['AKIAalice', 'AKIAbob', 'AKIAother', 'ASIA1'], {})
  expect([...histories.keys()].sort()).toEqual(['AKIAalice', 'AKIAbob'])
  expect(histories.get('AKIAalice')).toMatchObject({ created: { at: '2024-01-02T08:00:00Z', by: { label: 'bob' } }, ended: null })
  expect(histories.get('AKIAbob')).toMatchObject({ created: null, ended: { as: 'deleted', at: '2024-02-05T08:00:00Z', eventID: 'gone', by: { label: 'alice' } } })
  // Who creates a key for somebody does not act through it.
  const bobs = await activity(asking(store, 'from=2024-01-01T00:00Z&to=2024-03-02T00:00Z', { parts: ['used' as const] }), { name: 'identity', value: user('bob').arn })
  expect(bobs?.used?.keys.map(({ key }) => key)).toEqual(['AKIAbob'])
})
