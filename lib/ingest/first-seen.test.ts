import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { identityContract } from '@/lib/api/identities'
import { takesFrom } from '@/lib/api/takes'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { identity } from '@/lib/queries/identity'
import type { Desk } from './desk'
import { deskOn, temporaryFolder, untilLoaded } from './desk-on'

const alice = { type: 'IAMUser', arn: 'arn:aws:iam::1:user/alice', accountId: '1', userName: 'alice', accessKeyId: 'AKIA1' }
const session = { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/Ops/a', accountId: '1', accessKeyId: 'ASIA1', sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::1:role/Ops' } } }
let number = 0
const call = (userIdentity: object, eventTime: string, more: object = {}) => ({
  eventVersion: '1.09', eventID: `00000000-0000-0000-0000-${String((number += 1)).padStart(12, '0')}`, eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'us-east-1', recipientAccountId: '1', sourceIPAddress: '8.8.8.8', userAgent: 'aws-cli/2', readOnly: true, userIdentity, ...more,
})
const trail = (...records: object[]) => gzipSync(JSON.stringify({ Records: records }))

async function told(desk: Desk) {
  const takes = takesFrom(identityContract, new URLSearchParams({ identity: alice.arn }))
  const answer = await identity({ store: desk, filter: fixed(filterFrom('from=2024-03-01T00:00Z&to=2024-03-02T00:00Z'), Date.now(), desk.covers()), takes, options: {} })
  const items = answer?.new?.items ?? []
  return { firstSeen: answer?.who?.firstSeen, isWhollyNew: answer?.new?.isWhollyNew, regions: items.filter(({ field }) => field === 'region').map(({ label }) => label), networks: items.filter(({ field }) => field === 'network').length, roles: answer?.who?.roles.length }
}

it('tells since when somebody is seen, and what is new, anew when records of days before arrive late', async () => {
  const logs = temporaryFolder()
  writeFileSync(join(logs, '1.json.gz'), trail(call(alice, '2024-02-28T09:00:00Z', { sourceIPAddress: '10.0.0.1' }), call(alice, '2024-03-01T09:00:00Z', { awsRegion: 'eu-west-1' }), call(session, '2024-03-01T09:10:00Z')))
  const desk = await deskOn(logs)
  expect(await told(desk)).toEqual({ firstSeen: '2024-02-28T09:00:00.000Z', isWhollyNew: false, regions: ['eu-west-1'], networks: 1, roles: 0 })

  // From the same network in the same region weeks before; and the record that says whose the session is.
  const opening = call(alice, '2024-02-27T08:00:00Z', { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', responseElements: { credentials: { accessKeyId: 'ASIA1' }, assumedRoleUser: { arn: session.arn } } })
  writeFileSync(join(logs, '2.json.gz'), trail(call(alice, '2024-02-10T09:00:00Z', { awsRegion: 'eu-west-1', sourceIPAddress: '8.8.4.4' }), opening))
  desk.sync('logs')
  await untilLoaded(desk)
  expect(await told(desk)).toEqual({ firstSeen: '2024-02-10T09:00:00.000Z', isWhollyNew: false, regions: [], networks: 0, roles: 1 })
})
