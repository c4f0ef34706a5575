import { expect, it } from 'vitest'
import { identitiesContract } from '@/lib/api/identities'
import { takesFrom } from '@/lib/api/takes'
import { asking, reviewedStore } from './asking'
import { identities } from './identities'
import { correctKind } from './identity-kind'
import type { ReviewedStore } from './store'

const user = (name: string) => ({ type: 'IAMUser', arn: `arn:aws:iam::1:user/${name}`, accountId: '1', userName: name, accessKeyId: `AKIA${name}` })
const session = (role: string, name: string, accessKeyId: string) => ({ type: 'AssumedRole', arn: `arn:aws:sts::1:assumed-role/${role}/${name}`, accountId: '1', accessKeyId })
let number = 0
const call = (userIdentity: object, eventTime: string, more: object = {}) => ({
  eventID: `e-${(number += 1)}`, eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'us-east-1', recipientAccountId: '1', sourceIPAddress: '192.0.2.1', readOnly: true, userIdentity, ...more,
})

const records = [
  call(user('alice'), '2024-02-01T08:00:00Z'),
  call(user('alice'), '2024-03-01T09:00:10Z'),
  call(user('alice'), '2024-03-01T09:00:20Z', { eventName: 'DescribeVpcs', errorCode: 'Client.UnauthorizedOperation' }),
  call(user('alice'), '2024-03-01T10:00:00Z', { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging', readOnly: false, awsRegion: 'eu-west-1' }),
  call(user('alice'), '2024-03-01T10:05:00Z', { eventName: 'AssumeRole', responseElements: { credentials: { accessKeyId: 'ASIA1' } } }),
  call(session('Admin', 'al', 'ASIA1'), '2024-03-01T11:00:00Z'),
  ...['01', '02', '03', '04', '05', '06', '07'].map((minute) => call(user('backup-agent'), `2024-03-01T12:${minute}:00Z`)),
  call({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, '2024-03-01T13:00:00Z'),
  call(session('AWSServiceRoleForRDS', 'SLR', ''), '2024-03-01T14:00:00Z'),
  call({ type: 'Root', accountId: '1', arn: 'arn:aws:iam::1:root' }, '2024-03-01T15:00:01Z'),
]

const ask = (store: ReviewedStore, query: string) => {
  const whole = `from=2024-03-01T00:00Z&to=2024-03-02T00:00Z&${query}`
  return identities(asking(store, whole, takesFrom(identitiesContract, new URLSearchParams(whole))))
}
const labelsOf = async (store: ReviewedStore, query: string) => (await ask(store, query)).identities.map(({ label }) => label)

it('tells of everyone who they are, how much they did, and what of it is new', async () => {
  const answer = await ask(await reviewedStore(records), '')
  expect(answer.total).toBe(6)
  expect(Object.fromEntries(answer.kinds.map(({ kind, count }) => [kind, count]))).toEqual({ person: 2, role: 1, service: 2, robot: 1, other: 0 })
  const [alice] = answer.identities
  expect(alice).toMatchObject({
    label: 'alice', kind: 'person', total: 4, errors: 1, severity: 'critical', firstSeen: '2024-02-01T08:00:00.000Z', lastSeen: '2024-03-01T10:05:00.000Z',
    // Three event names and a region.
    novelty: 4, behind: null,
  })
  expect(alice?.spark.reduce((sum, count) => sum + count)).toBe(4)
  expect(answer.identities.find(({ label }) => label === 'Admin / al')?.behind).toMatchObject({ label: 'alice', certainty: 'key' })
})

it('is sorted, searched, told apart by kind, and turned page by page', async () => {
  const store = await reviewedStore(records)
  expect((await labelsOf(store, ''))[0]).toBe('alice')
  expect((await labelsOf(store, 'sort=volume'))[0]).toBe('backup-agent')
  expect((await labelsOf(store, 'sort=lastSeen'))[0]).toBe('root of 1')
  expect(new Set((await labelsOf(store, 'sort=novelty')).slice(0, 2))).toContain('alice')
  expect(await labelsOf(store, 'search=BACKUP')).toEqual(['backup-agent'])
  expect(await labelsOf(store, 'kind=service&sort=lastSeen')).toEqual(['AWSServiceRoleForRDS / SLR', 'ec2.amazonaws.com'])
  expect(await labelsOf(store, 'readonly=false')).toEqual(['alice'])
  const first = await ask(store, 'limit=4')
  const second = await ask(store, `limit=4&offset=${first.nextOffset}`)
  expect([first.nextOffset, second.nextOffset]).toEqual([4, null])
  expect(new Set([...first.identities, ...second.identities].map(({ identity }) => identity)).size).toBe(6)
})

it('obeys what people corrected an identity to, for its kind, its count and its choice, until that is taken back', async () => {
  const store = await reviewedStore(records)
  const robot = user('backup-agent').arn
  const correct = (sent: Parameters<typeof correctKind>[0]['sent'], identity = robot) => correctKind({ store, takes: { identity }, sent, options: {} })
  const kindsOf = async () => Object.fromEntries((await ask(store, '')).kinds.map(({ kind, count }) => [kind, count]))

  await correct({ by: 'mara', kind: 'person', saw: 0 })
  expect(await labelsOf(store, 'kind=robot')).toEqual([])
  const { identities: people, total } = await ask(store, 'kind=person&sort=volume')
  expect([total, people[0]]).toMatchObject([3, { label: 'backup-agent', kind: 'person', corrected: { by: 'mara', at: expect.stringMatching(/^20/) } }])
  expect(people[1]).toMatchObject({ label: 'alice', corrected: null })
  expect(await kindsOf()).toMatchObject({ person: 3, robot: 0 })

  await expect(correct({ by: 'jo', kind: 'service', saw: 0 })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringMatching(/^mara corrected it to person/) } })
  await correct({ by: 'jo', kind: null, saw: 1 })
  expect(await kindsOf()).toMatchObject({ person: 2, robot: 1 })
  await expect(correct({ by: 'jo', kind: null })).rejects.toMatchObject({ problem: { status: 409 } })
  expect(await correct({ by: 'jo', kind: 'person' }, 'nobody')).toBeUndefined()
  expect(store.journal.version()).toBe(2)
})
