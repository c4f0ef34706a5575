import { expect, it } from 'vitest'
import type { comparedFields } from '@/lib/api/compare'
import { BadParameter } from '@/lib/filter/filter'
import { asking, storeHolding } from './asking'
import { compare } from './compare'

const account = '111122223333'
const user = (name: string) => ({ type: 'IAMUser', arn: `arn:aws:iam::${account}:user/${name}`, accountId: account, userName: name, accessKeyId: `AKIA${name.toUpperCase()}` })
const session = { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/ops/alice`, accountId: account, accessKeyId: 'ASIAONE', sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/ops`, userName: 'ops', accountId: account } } }
let count = 0
const did = (userIdentity: object, eventTime: string, eventName: string, more: object = {}) => ({
  eventID: `event ${++count}`, eventTime, eventSource: 'ec2.amazonaws.com', eventName, awsRegion: 'eu-west-1', sourceIPAddress: '10.0.0.1', recipientAccountId: account, userIdentity, ...more,
})
const records = [
  did(user('alice'), '2026-03-01T08:00:00Z', 'DescribeInstances', { sourceIPAddress: '8.8.8.8' }),
  did(user('alice'), '2026-03-01T09:00:00Z', 'AssumeRole', { eventSource: 'sts.amazonaws.com', responseElements: { credentials: { accessKeyId: 'ASIAONE' } } }),
  did(session, '2026-03-01T10:00:00Z', 'RunInstances', { awsRegion: 'us-east-1', errorCode: 'AccessDenied' }),
  did(user('bob'), '2026-03-01T11:00:00Z', 'DescribeInstances', { sourceIPAddress: '8.8.4.4' }),
  did(user('bob'), '2026-03-01T12:00:00Z', 'GetObject', { eventSource: 's3.amazonaws.com', recipientAccountId: '444455556666' }),
  did(user('alice'), '2026-02-28T08:00:00Z', 'DescribeVpcs', { sourceIPAddress: '1.1.1.1' }),
]
const [alice, bob] = [user('alice').arn, user('bob').arn]
const march = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z'

async function comparing() {
  const store = await storeHolding(records)
  return async (other: string, query = march) => {
    const { one, other: second, fields } = await compare(asking(store, query, { identity: alice, with: other }))
    const of = (field: (typeof comparedFields)[number]) => {
      const { onlyOne = [], onlyOther = [], both } = fields.find((each) => each.field === field) ?? {}
      return [onlyOne.map(({ label }) => label), both, onlyOther.map(({ label }) => label)]
    }
    return { one, second, of, fields }
  }
}

it('tells what one identity did, through sessions as well, that the other never did', async () => {
  const { one, second, of, fields } = await (await comparing())(bob)
  expect([one.label, one.total, second.label, second.total]).toEqual(['alice', 3, 'bob', 2])
  expect(of('event')).toEqual([['AssumeRole', 'RunInstances'], 1, ['GetObject']])
  expect(of('service')).toEqual([['sts'], 1, ['s3']])
  expect(of('region')).toEqual([['us-east-1'], 1, []])
  expect(of('account')).toEqual([[], 1, ['444455556666']])
  expect(of('role')).toEqual([[`arn:aws:iam::${account}:role/ops`], 0, []])
  expect(of('error')).toEqual([['AccessDenied'], 0, []])
  // Two addresses of one network are no difference.
  expect(of('network')).toEqual([[], 2, []])
  expect(fields.find(({ field }) => field === 'event')?.onlyOther).toEqual([{ label: 'GetObject', count: 1, parameter: 'event', values: ['GetObject'] }])
})

it('tells what is different from the period before, or from another', async () => {
  const ask = await comparing()
  for (const other of ['before', '2026-02-28T00:00:00Z..2026-03-01T00:00:00Z', '2026-02-28..2026-03-01']) {
    const { second, of } = await ask(other)
    expect(second).toMatchObject({ identity: alice, from: '2026-02-28T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z', total: 1 })
    expect(of('event')).toEqual([['AssumeRole', 'DescribeInstances', 'RunInstances'], 0, ['DescribeVpcs']])
    expect(of('network')[2]).toEqual(['AS13335 Cloudflare, Inc. (AU)'])
  }
})

it('obeys the Filter, and says what is no period', async () => {
  const ask = await comparing()
  expect((await ask(bob, `${march}&service=ec2`)).of('event')).toEqual([['RunInstances'], 1, []])
  expect((await ask('nobody at all')).second).toMatchObject({ label: 'nobody at all', total: 0 })
  for (const wrong of ['2026-03-02..2026-03-01', 'soon..later']) await expect(ask(wrong)).rejects.toThrow(BadParameter)
})
