import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, TrailRecord } from './record'
import { sentenceOf, summaryOf } from './summary'

const record = (source: string, eventName: string, requestParameters: Json = null, more: TrailRecord = {}): TrailRecord => ({
  eventSource: `${source}.amazonaws.com`,
  eventName,
  requestParameters,
  ...more,
})
const rule = (fromPort: number, toPort: number, cidrIp: string) => ({ ipProtocol: 'tcp', fromPort, toPort, ipRanges: { items: [{ cidrIp }] } })

describe('what a record says in one sentence', () => {
  const sentences: [sentence: string, record: TrailRecord][] = [
    ['alice opened port 22 of sg-0a1f3 to the whole internet', record('ec2', 'AuthorizeSecurityGroupIngress', { groupId: 'sg-0a1f3', ipPermissions: { items: [rule(22, 22, '0.0.0.0/0')] } })],
    ['alice opened port 22 of sg-1 to the whole internet', record('ec2', 'AuthorizeSecurityGroupIngress', { groupId: 'sg-1', cidrIp: '0.0.0.0/0', fromPort: 22, toPort: 22, ipPermissions: {} })],
    ['alice opened ports 80 to 90 of sg-1 to 192.0.2.0/24', record('ec2', 'AuthorizeSecurityGroupIngress', { groupId: 'sg-1', ipPermissions: { items: [rule(80, 90, '192.0.2.0/24')] } })],
    ['alice opened all ports of sg-1 out to the whole internet', record('ec2', 'AuthorizeSecurityGroupEgress', { groupId: 'sg-1', ipPermissions: { items: [{ ipProtocol: '-1', ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } }] } })],
    ['alice let traffic from the whole internet through the network ACL acl-1', record('ec2', 'CreateNetworkAclEntry', { networkAclId: 'acl-1', cidrBlock: '0.0.0.0/0', egress: false, ruleAction: 'allow' })],
    ['alice stopped the trail main-trail', record('cloudtrail', 'StopLogging', { name: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main-trail' })],
    ['alice deleted a trail', record('cloudtrail', 'DeleteTrail')],
    ['alice tried to delete the trail main, and was denied (AccessDenied)', record('cloudtrail', 'DeleteTrail', { name: 'main' }, { errorCode: 'AccessDenied' })],
    ['alice tried to stop the trail main, which failed (TrailNotFoundException)', record('cloudtrail', 'StopLogging', { name: 'main' }, { errorCode: 'TrailNotFoundException' })],
    ['alice signed in to the console without MFA', record('signin', 'ConsoleLogin', null, { responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'No' } })],
    ['alice signed in to the console', record('signin', 'ConsoleLogin', null, { responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'YES' } })],
    ['alice signed in to the console', record('signin', 'ConsoleLogin', null, { userIdentity: { type: 'AssumedRole' }, additionalEventData: { MFAUsed: 'No' }, responseElements: { ConsoleLogin: 'Success' } })],
    ['alice failed to sign in to the console', record('signin', 'ConsoleLogin', null, { responseElements: { ConsoleLogin: 'Failure' }, additionalEventData: { MFAUsed: 'No' }, errorMessage: 'Failed authentication' })],
    ['alice assumed the role Admin', record('sts', 'AssumeRole', { roleArn: 'arn:aws:iam::1:role/path/Admin', roleSessionName: 's' })],
    ['alice read the Windows password of the instance i-1', record('ec2', 'GetPasswordData', { instanceId: 'i-1' })],
    ['alice shared the snapshot snap-1 with account 999988887777', record('ec2', 'ModifySnapshotAttribute', { snapshotId: 'snap-1', createVolumePermission: { add: { items: [{ userId: '999988887777' }] } } })],
    ['alice made the image ami-1 public', record('ec2', 'ModifyImageAttribute', { imageId: 'ami-1', launchPermission: { add: { items: [{ group: 'all' }] } } })],
    ['alice shared the database snapshot db-1 with account 999988887777', record('rds', 'ModifyDBSnapshotAttribute', { dBSnapshotIdentifier: 'db-1', valuesToAdd: ['999988887777'] })],
    ['alice attached the policy AdministratorAccess to the user bob', record('iam', 'AttachUserPolicy', { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })],
    ['alice created an access key for bob', record('iam', 'CreateAccessKey', { userName: 'bob' })],
    ['alice created an access key for themselves', record('iam', 'CreateAccessKey')],
    ['alice let everybody call the function pay', record('lambda', 'AddPermission20150331v2', { functionName: 'pay', principal: '*' })],
    ['alice terminated 2 instances (i-1, …)', record('ec2', 'TerminateInstances', { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } })],
    ['alice read the secret prod/db', record('secretsmanager', 'GetSecretValue', { secretId: 'arn:aws:secretsmanager:us-east-1:1:secret:prod/db-AbCdEf' })],
    ['alice called DescribeInstances', record('ec2', 'DescribeInstances', {})],
    ['alice tried to call DescribeInstances, and was denied (Client.UnauthorizedOperation)', record('ec2', 'DescribeInstances', {}, { errorCode: 'Client.UnauthorizedOperation' })],
    ['alice reported RotateKey on key-1', record('kms', 'RotateKey', null, { eventType: 'AwsServiceEvent', resources: [{ ARN: 'arn:aws:kms:us-east-1:1:key/key-1' }] })],
    ['An unusual rate of calls of RunInstances began', { insightDetails: { eventName: 'RunInstances', state: 'Start', insightType: 'ApiCallRateInsight' } }],
    ['alice did something that the record does not name', {}],
    ['alice called <b>Bold</b>', { eventName: '<b>Bold</b>' }],
    ['alice called constructor', { eventSource: '', eventName: 'constructor' }],
  ]
  it.each(sentences)('%s', (sentence, each) => expect(sentenceOf(each, 'alice')).toBe(sentence))
})

describe('what it was done to', () => {
  const targets: [sentence: string, targets: string[], record: TrailRecord][] = [
    ['is the security group', ['sg-1'], record('ec2', 'RevokeSecurityGroupIngress', { groupId: 'sg-1' })],
    ['is the object in its bucket', ['b/k.txt', 'b'], record('s3', 'GetObject', { bucketName: 'b', key: 'k.txt' })],
    ['is the role that is assumed', ['arn:aws:iam::1:role/r', 's'], record('sts', 'AssumeRole', { roleSessionName: 's', roleArn: 'arn:aws:iam::1:role/r' })],
    ['is what was made, not what from', ['i-9', 'ami-1'], record('ec2', 'RunInstances', { imageId: 'ami-1' }, { responseElements: { requestId: 'x', instancesSet: { items: [{ instanceId: 'i-9' }] } } })],
    ['is each of several instances', ['i-1', 'i-2'], record('ssm', 'SendCommand', { instanceIds: ['i-1', 'i-2'] })],
    ['is a resource, in each of the three spellings of ARN', ['arn:1', 'arn:2', 'arn:3'], record('kms', 'Decrypt', null, { resources: [{ ARN: 'arn:1' }, { arn: 'arn:2' }, { Arn: 'arn:3' }] })],
    ['is what the answer names where nothing else does', ['vpc-1'], record('ec2', 'CreateVpc', { cidrBlock: '10.0.0.0/16' }, { responseElements: { requestId: 'x', vpc: { vpcId: 'vpc-1', ownerId: '1' } } })],
    ['is the set that was asked for', ['rtb-1'], record('ec2', 'DescribeRouteTables', { routeTableIdSet: { items: [{ routeTableId: 'rtb-1' }] } })],
    ['is nothing that is hidden', [], record('iam', 'GetUser', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', name: '***' })],
    ['is nothing where text stands for the parameters', [], record('s3', 'GetObject', 'null', { responseElements: 'text', resources: 'text' })],
  ]
  it.each(targets)('%s', (_, expected, each) => {
    expect(summaryOf(each)).toMatchObject({ target: expected[0] ?? '', targets: expected })
  })
})

describe('how it went', () => {
  it('is Failure for a sign-in that failed, which has no error code', () => {
    expect(summaryOf(record('signin', 'ConsoleLogin', null, { responseElements: { ConsoleLogin: 'Failure' } }))).toMatchObject({ error: 'Failure', outcome: 'failed' })
    expect(summaryOf(record('signin', 'ConsoleLogin', null, { responseElements: null, errorMessage: 'No username found in supplied account' })).error).toBe('Failure')
    expect(summaryOf(record('signin', 'ConsoleLogin', null, { responseElements: { ConsoleLogin: 'Success' } }))).toMatchObject({ error: '', outcome: 'done' })
  })

  it('is the error code, and denied if that says so', () => {
    for (const errorCode of ['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'VpceAccessDenied']) {
      expect(summaryOf({ errorCode })).toMatchObject({ error: errorCode, outcome: 'denied' })
    }
    expect(summaryOf({ errorCode: 'NoSuchBucket' })).toMatchObject({ error: 'NoSuchBucket', outcome: 'failed' })
  })

  it('never fails, whatever the record holds', () => {
    const json = fc.jsonValue({ maxDepth: 5 }).map((value): Json => JSON.parse(JSON.stringify(value)))
    const name = fc.constantFrom('ConsoleLogin', 'AuthorizeSecurityGroupIngress', 'RunInstances', 'CreateNetworkAclEntry', 'ModifySnapshotAttribute', '__proto__', '')
    const records = fc.record(
      { eventSource: fc.constantFrom('ec2.amazonaws.com', 'signin.amazonaws.com', ''), eventName: fc.oneof(name, json), requestParameters: json, responseElements: json, resources: json, errorCode: json, insightDetails: json },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(records, (each) => {
        const { target, targets } = summaryOf(each)
        expect(targets[0] ?? '').toBe(target)
        expect(sentenceOf(each, 'alice').length).toBeGreaterThan(5)
      }),
      { numRuns: 2000 },
    )
  })
})
