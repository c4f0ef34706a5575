import { expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { storeHolding } from './asking'
import { subject, type SubjectName } from './subject'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/ops`
const alice = { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/alice`, accountId: account, userName: 'alice', accessKeyId: 'AKIAALICE' }
const session = (name: string, key: string) => ({
  type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/ops/${name}`, accountId: account, accessKeyId: key, sessionContext: { sessionIssuer: { type: 'Role', arn: role, userName: 'ops', accountId: account } },
})
const base = { eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', sourceIPAddress: '8.8.8.8', recipientAccountId: account, readOnly: true }
const records = [
  { ...base, eventID: 'old', eventTime: '2026-01-01T00:00:00Z', userIdentity: alice },
  { ...base, eventID: 'opened', eventTime: '2026-03-01T09:00:00Z', userIdentity: alice, eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', requestParameters: { roleArn: role }, responseElements: { credentials: { accessKeyId: 'ASIAONE' } } },
  { ...base, eventID: 'a', eventTime: '2026-03-01T10:00:00Z', userIdentity: session('one', 'ASIAONE'), sourceIPAddress: '10.0.0.1' },
  { ...base, eventID: 'b', eventTime: '2026-03-01T11:00:00Z', userIdentity: session('one', 'ASIAONE'), errorCode: 'AccessDenied' },
  { ...base, eventID: 'c', eventTime: '2026-03-01T12:00:00Z', userIdentity: session('two', 'ASIATWO'), eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging', readOnly: false },
]
const march = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z'

/** Asks a store that holds the records. */
async function asking() {
  const store = await storeHolding(records)
  return (name: SubjectName, value: string, query = march) => subject({ store, filter: fixed(filterFrom(query), Date.now(), undefined), options: {} }, name, value)
}

it('follows a temporary key to who was given it', async () => {
  const asked = await asking()
  expect(await asked('key', 'ASIAONE')).toMatchObject({
    count: 2, errors: 1, ever: 2, firstSeen: '2026-03-01T10:00:00Z', lastSeen: '2026-03-01T11:00:00Z', totalIdentities: 1,
    identities: [{ label: 'ops / one', count: 2, errors: 1, ever: 2 }],
    issued: { identity: alice.arn, label: 'alice', eventID: 'opened', eventName: 'AssumeRole' },
    address: null,
  })
})

it('tells of a key what it did in the Filter, and when it was seen at all', async () => {
  const asked = await asking()
  expect(await asked('key', 'AKIAALICE')).toMatchObject({ count: 1, ever: 2, firstSeen: '2026-01-01T00:00:00Z', issued: null })
  expect(await asked('key', 'AKIAALICE', `${march}&error=any`)).toMatchObject({ count: 0, ever: 2, identities: [{ count: 0, ever: 2 }] })
})

it('tells of an address what it is and who came from it', async () => {
  const asked = await asking()
  const found = await asked('ip', '8.8.8.8')
  expect(found).toMatchObject({ count: 3, address: { country: 'US', network: { asn: 15169 } }, totalIdentities: 3 })
  expect(found?.identities.map(({ label, count }) => [label, count])).toEqual([['alice', 1], ['ops / one', 1], ['ops / two', 1]])
  expect(await asked('ip', '10.0.0.1')).toMatchObject({ address: { kind: 'private' }, count: 1 })
})

it('tells of a role who acted as it', async () => {
  const asked = await asking()
  const found = await asked('role', role)
  expect(found).toMatchObject({ count: 3, errors: 1, totalIdentities: 2, risky: 1 })
  expect(found?.identities.map(({ label, behind }) => [label, behind && `${behind.certainty} ${behind.label}`]).sort()).toEqual([['ops / one', 'key alice'], ['ops / two', null]])
  expect(found?.identities.find(({ label }) => label === 'ops / two')).toMatchObject({ severity: expect.stringMatching(/high|critical/) })
})

it('knows nothing of what no event has, wildcards and quotes included', async () => {
  const asked = await asking()
  for (const name of ['key', 'ip', 'role'] as const) for (const value of ['*', "' OR 1=1 --", 'any', 'none']) expect(await asked(name, value)).toBeUndefined()
})
