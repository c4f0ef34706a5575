import { expect, it } from 'vitest'
import { openingOf, roleOfIssuer, sessionArnOf } from './opening'
import type { TrailRecord } from './record'

const alice = { type: 'IAMUser', arn: 'arn:aws:iam::1:user/alice', accountId: '1', userName: 'alice', accessKeyId: 'AKIA1' }
const credentials = { accessKeyId: 'ASIA1', expiration: 'Jul 10, 2023, 12:31:14\u202fPM' }
const session = 'arn:aws:sts::2:assumed-role/Admin/alice'
const by = (eventName: string, more: TrailRecord): TrailRecord => ({ eventName, userIdentity: alice, ...more })

it.each<[string, TrailRecord, object | undefined]>([
  ['AssumeRole', by('AssumeRole', { responseElements: { credentials, assumedRoleUser: { arn: session } } }), { opener: alice.arn, opens: session, issuedKey: 'ASIA1' }],
  ['AssumeRole of which the answer is not told', by('AssumeRole', { requestParameters: { roleArn: 'arn:aws:iam::2:role/team/Admin', roleSessionName: 'alice' }, sharedEventID: 's' }), { opener: alice.arn, opens: session, issuedKey: '', sharedEventID: 's' }],
  ['AssumeRole that was denied', by('AssumeRole', { errorCode: 'AccessDenied', responseElements: null }), undefined],
  ['AssumeRole into Identity Center', by('AssumeRole', { responseElements: { credentials, assumedRoleUser: { arn: 'arn:aws:sts::2:assumed-role/AWSReservedSSO_Admin_0/bob@x' } } }), { opens: 'identity-center:bob@x' }],
  ['AssumeRoleWithSAML', { eventName: 'AssumeRoleWithSAML', userIdentity: { type: 'SAMLUser', userName: 'carol', identityProvider: 'idp' }, responseElements: { credentials, assumedRoleUser: { arn: session } } }, { opener: 'saml:idp:carol', opens: session, issuedKey: 'ASIA1' }],
  ['AssumeRoleWithWebIdentity', { eventName: 'AssumeRoleWithWebIdentity', userIdentity: { type: 'WebIdentityUser', userName: 'repo', identityProvider: 'token.actions' }, responseElements: { credentials, assumedRoleUser: { arn: session } } }, { opener: 'web-identity:token.actions:repo', opens: session }],
  ['GetFederationToken', by('GetFederationToken', { responseElements: { credentials, federatedUser: { arn: 'arn:aws:sts::1:federated-user/f' } } }), { opener: alice.arn, opens: 'arn:aws:sts::1:federated-user/f' }],
  ['GetSessionToken', by('GetSessionToken', { responseElements: { credentials } }), { opener: alice.arn, opens: '', issuedKey: 'ASIA1' }],
  ['a role switched to in the console', { eventName: 'SwitchRole', userIdentity: { type: 'AssumedRole', arn: session }, additionalEventData: { SwitchFrom: alice.arn } }, { opener: alice.arn, opens: session, issuedKey: '' }],
  ['a service', { eventName: 'AssumeRole', userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, sharedEventID: 's', responseElements: { credentials } }, { opener: 'ec2.amazonaws.com', sharedEventID: '' }],
  ['any call that hands out a key', by('GetCredentialsForIdentity', { responseElements: { credentials } }), { opener: alice.arn, issuedKey: 'ASIA1' }],
  ['a call that opens nothing', by('DescribeInstances', {}), undefined],
])('tells who opens which session: %s', (_, record, expected) => {
  const found = openingOf(record)
  if (expected === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(expected)
})

it('tells the session of a role, whose path is not part of it', () => {
  expect(sessionArnOf('arn:aws-cn:iam::12:role/a/b/Deploy', 'build-7')).toBe('arn:aws-cn:sts::12:assumed-role/Deploy/build-7')
  for (const [role, name] of [['arn:aws:iam::1:user/x', 's'], ['', 's'], ['arn:aws:iam::1:role/x', '']] as const) expect(sessionArnOf(role, name)).toBe('')
  expect(roleOfIssuer('arn:aws:iam::1:role/x')).toBe('arn:aws:iam::1:role/x')
  expect(roleOfIssuer('arn:aws:iam::1:root')).toBe('')
})
