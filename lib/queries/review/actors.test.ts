import { expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { storeHolding } from '../asking'
import { actorsOf } from './actors'

const [home, other] = ['111122223333', '444455556666']
const user = `arn:aws:iam::${home}:user/noah`
const session = `arn:aws:sts::${other}:assumed-role/reader/noah`
const opening = (eventID: string, account: string, userIdentity: object) => ({
  eventID, eventTime: '2026-03-14T12:00:00Z', eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', awsRegion: 'us-east-1', sourceIPAddress: '203.0.113.7', recipientAccountId: account, userIdentity,
  requestParameters: { roleArn: `arn:aws:iam::${other}:role/reader`, roleSessionName: 'noah' },
  responseElements: { credentials: { accessKeyId: 'ASIAREADER' }, assumedRoleUser: { arn: session } }, sharedEventID: 'both',
})
const mine = opening('1', home, { type: 'IAMUser', userName: 'noah', arn: user, accountId: home, principalId: 'AIDANOAH', accessKeyId: 'AKIANOAH' })
const theirs = opening('2', other, { type: 'AWSAccount', accountId: home, principalId: 'AIDANOAH' })
const use = {
  eventID: '3', eventTime: '2026-03-14T12:05:00Z', eventSource: 's3.amazonaws.com', eventName: 'GetObject', awsRegion: 'us-east-1', sourceIPAddress: '203.0.113.7', recipientAccountId: other,
  userIdentity: { type: 'AssumedRole', arn: session, accountId: other, accessKeyId: 'ASIAREADER', sessionContext: { sessionIssuer: { type: 'Role', userName: 'reader', accountId: other, arn: `arn:aws:iam::${other}:role/reader` } } },
}

it.each([['the own half', [mine, theirs, use]], ['the other’s half', [theirs, mine, use]]])('knows a session opened in another account by its opener’s own half, with %s first', async (_, records) => {
  const store = await storeHolding(records)
  const actorOf = await actorsOf({ store, filter: fixed(filterFrom('from=2026-03-14T12:00:00Z&to=2026-03-14T13:00:00Z'), Date.now(), undefined), keys: new Map(), options: {} }, [session])
  expect(actorOf(session)).toEqual({ who: user, label: 'noah' })
})
