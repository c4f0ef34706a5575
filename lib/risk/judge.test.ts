import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { Json, TrailRecord } from '@/lib/cloudtrail/record'
import { builtInCatalogue } from './catalogue'
import { judge } from './judge'

const catalogue = builtInCatalogue()
const account = '111111111111'

/** A change made by a role, in short; `more` replaces members of the record. */
function record(event: string, requestParameters: Json = null, more: TrailRecord = {}): TrailRecord {
  const [source = '', eventName = ''] = event.split('/')
  const userIdentity = { type: 'AssumedRole', accountId: account }
  return { eventSource: `${source}.amazonaws.com`, eventName, readOnly: false, recipientAccountId: account, userIdentity, requestParameters, ...more }
}
const severityOf = (...given: Parameters<typeof record>) => judge(catalogue, record(...given)).severity
const rulesOf = (...given: Parameters<typeof record>) => judge(catalogue, record(...given)).reasons.map(({ rule, severity }) => `${rule} ${severity}`)
const marked = (given: TrailRecord, rule: string) => {
  const found = judge(catalogue, given).reasons.find((reason) => reason.rule === rule)
  let value: unknown = given
  for (const key of found?.path ?? ['nowhere']) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return String(value).slice(found?.start, found?.end)
}
const policy = (...statements: Json[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 1)
const allow = (more: { [key: string]: Json }) => ({ Effect: 'Allow', ...more })

describe('an event by its name', () => {
  it('is judged as the catalogue says', () => {
    expect(judge(catalogue, record('cloudtrail/StopLogging'))).toMatchObject({ class: 'audit', severity: 'critical', reasons: [{ kind: 'event', techniques: ['T1562.001', 'T1562.008'], start: 0, end: 11 }] })
  })

  it('is recognised whatever date of its interface it carries', () => {
    expect(judge(catalogue, record('lambda/UpdateFunctionCode20991231v3'))).toMatchObject({ class: 'component', severity: 'medium' })
  })

  it.each([
    ['new/DescribeThing', 'none', 'info'],
    ['new/CreateThing', 'component', 'low'],
    ['new/TerminateThing', 'component', 'low'],
    ['new/AuthorizeSecurityGroupThing', 'network', 'low'],
    ['new/DisableLoggingOfThing', 'audit', 'low'],
    ['new/PutThingPolicy', 'permission', 'low'],
    ['new/Ponder', 'none', 'low'],
    ['ssm/UpdateInstanceInformation', 'none', 'info'],
  ])('is classed by keywords if the catalogue does not list it: %s', (event, cls, severity) => {
    expect(judge(catalogue, record(event))).toMatchObject({ class: cls, severity })
  })

  it('is harmless if no list knows it and it only reads', () => {
    expect(judge(catalogue, record('new/RunReport', null, { readOnly: 'true' }))).toEqual({ class: 'none', severity: 'info', reasons: [] })
  })

  it('has its risky word marked', () => {
    expect(marked(record('ec2/AuthorizeSecurityGroupIngress'), 'ec2.amazonaws.com/AuthorizeSecurityGroupIngress')).toBe('AuthorizeSecurityGroup')
    expect(marked(record('ec2/CreateNetworkAclEntry'), 'ec2.amazonaws.com/CreateNetworkAclEntry')).toBe('CreateNetworkAclEntry')
    expect(marked(record('new/CreateThing'), 'name:Create*')).toBe('Create')
  })
})

describe('how an event ended', () => {
  it('lowers what failed by a step, unless somebody was denied something serious', () => {
    expect(severityOf('iam/CreateUser')).toBe('medium')
    expect(severityOf('iam/CreateUser', null, { errorCode: 'EntityAlreadyExists' })).toBe('low')
    expect(rulesOf('iam/CreateUser', null, { errorCode: 'AccessDenied' })).toEqual(['iam.amazonaws.com/CreateUser low', 'denied low'])
    expect(severityOf('ec2/GetPasswordData', null, { errorCode: 'Client.UnauthorizedOperation' })).toBe('high')
    expect(severityOf('ec2/GetPasswordData', null, { errorCode: 'Client.InvalidInstanceID' })).toBe('medium')
  })

  it('shows a key that is wrong without raising anything', () => {
    expect(judge(catalogue, record('new/ListThings', null, { errorCode: 'ExpiredToken' }))).toMatchObject({ severity: 'info', class: 'none', reasons: [{ rule: 'invalid-key', severity: 'info', path: ['errorCode'] }] })
    expect(rulesOf('new/ListThings', null, { errorCode: 'OptInRequired' })).toEqual(['region-off low'])
  })

  it('lowers what a service does by a step, unless it is serious', () => {
    const userIdentity = { type: 'AssumedRole', invokedBy: 'cloudformation.amazonaws.com' }
    expect(severityOf('iam/CreateUser', null, { userIdentity })).toBe('low')
    expect(severityOf('cloudtrail/DeleteTrail', null, { userIdentity })).toBe('critical')
    expect(severityOf('kms/CreateGrant', null, { userIdentity })).toBe('info')
    expect(severityOf('kms/CreateGrant')).toBe('low')
  })
})

describe('who acts', () => {
  const root = { type: 'Root', accountId: account }
  it('raises what the root user does, less for reads, not for services on its behalf', () => {
    expect(severityOf('new/PonderThing', null, { userIdentity: root })).toBe('high')
    expect(severityOf('new/ListThings', null, { readOnly: true, userIdentity: root })).toBe('low')
    expect(severityOf('new/ListThings', null, { readOnly: true, userIdentity: { ...root, invokedBy: 'support.amazonaws.com' } })).toBe('info')
    expect(severityOf('new/ListThings', null, { readOnly: true, userIdentity: { ...root, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } })).toBe('critical')
    expect(severityOf('signin/ConsoleLogin', null, { userIdentity: root, responseElements: { ConsoleLogin: 'Success' } })).toBe('high')
  })

  it('shows an attack tool without raising the event, and a tool that carries files when it changes something', () => {
    expect(rulesOf('ec2/DescribeInstances', null, { readOnly: true, userAgent: 'aws-cli/2 Linux/5.1-KALI5' })).toEqual(['attack-tool info'])
    expect(marked(record('ec2/DescribeInstances', null, { userAgent: 'x/5.1-KALI5' }), 'attack-tool')).toBe('KALI')
    expect(rulesOf('s3/CreateBucket', null, { userAgent: 'S3 Browser 9' })).toContain('s3-browser medium')
    expect(rulesOf('s3/PutObject', null, { userAgent: 'S3 Browser 9' })).toEqual([])
    expect(rulesOf('s3/CreateBucket', null, { userAgent: 'aws-sdk-php/2 curl/7' })).toEqual(['s3.amazonaws.com/CreateBucket low'])
  })

  it('notices machines’ credentials in hands, and changes without a second factor', () => {
    const machine = { type: 'AssumedRole', principalId: 'AROAEXAMPLE:i-0123456789abcdef0' }
    expect(rulesOf('new/Ponder', null, { userIdentity: machine, userAgent: 'aws-cli/2' })).toEqual(['machine-key-by-hand medium'])
    const user = { type: 'IAMUser', sessionContext: { attributes: { mfaAuthenticated: 'false' } } }
    expect(rulesOf('new/Ponder', null, { userIdentity: user, sessionCredentialFromConsole: 'true' })).toEqual(['session-without-mfa low'])
    expect(rulesOf('new/Ponder', null, { userIdentity: user })).toEqual([])
  })

  it('raises a secret that a person reads, not one that a program reads', () => {
    expect(severityOf('secretsmanager/GetSecretValue', null, { readOnly: true, sessionCredentialFromConsole: true })).toBe('medium')
    expect(severityOf('secretsmanager/GetSecretValue', null, { readOnly: true, userAgent: 'Boto3/1' })).toBe('low')
    expect(severityOf('ssm/GetParameter', { withDecryption: true }, { readOnly: true, userAgent: 'Mozilla/5.0' })).toBe('low')
    expect(severityOf('ssm/GetParameter', { withDecryption: false }, { readOnly: true, userAgent: 'Mozilla/5.0' })).toBe('info')
  })

  it('tells keys made for others from one’s own', () => {
    const userIdentity = { type: 'IAMUser', userName: 'anna' }
    expect(severityOf('iam/CreateAccessKey', { userName: 'anna' }, { userIdentity })).toBe('medium')
    expect(severityOf('iam/CreateAccessKey', null, { userIdentity })).toBe('medium')
    expect(severityOf('iam/CreateAccessKey', { userName: 'ben' }, { userIdentity })).toBe('high')
  })

  it('tells sign-ins by password alone from others, and failed ones', () => {
    const signIn = (MFAUsed: string, ConsoleLogin: string, type: string, errorMessage: Json = null) =>
      severityOf('signin/ConsoleLogin', null, { userIdentity: { type }, additionalEventData: { MFAUsed }, responseElements: { ConsoleLogin }, errorMessage })
    expect(signIn('No', 'Success', 'IAMUser')).toBe('high')
    expect(signIn('Yes', 'Success', 'IAMUser')).toBe('info')
    expect(signIn('No', 'Success', 'AssumedRole')).toBe('info')
    expect(signIn('No', 'Failure', 'IAMUser')).toBe('medium')
  })
})

describe('what may pass the network', () => {
  const permission = (from: number, to: number, block: { [key: string]: Json }, ipProtocol = 'tcp') =>
    ({ ipPermissions: { items: [{ ipProtocol, fromPort: from, toPort: to, ipRanges: { items: [block] } }] } })
  const ingress = 'ec2/AuthorizeSecurityGroupIngress'

  it.each([
    ['an administrator’s port to everybody', permission(22, 22, { cidrIp: '0.0.0.0/0' }), 'high'],
    ['a range with a database’s port to everybody', permission(5000, 6000, { cidrIpv6: '::/0' }), 'high'],
    ['any other port to everybody', permission(8443, 8443, { cidrIp: '0.0.0.0/0' }), 'high'],
    ['the web’s port to everybody', permission(443, 443, { cidrIp: '0.0.0.0/0' }), 'medium'],
    ['the ports between those of the web', permission(80, 443, { cidrIp: '0.0.0.0/0' }), 'high'],
    ['an administrator’s port to an office', permission(22, 22, { cidrIp: '203.0.113.0/24' }), 'medium'],
    ['pings to everybody', permission(8, -1, { cidrIp: '203.0.113.0/24' }, 'icmp'), 'medium'],
    ['every protocol', permission(-1, -1, { cidrIp: '0.0.0.0/0' }, '-1'), 'high'],
  ])('opens %s', (_what, parameters, severity) => {
    expect(severityOf(ingress, parameters)).toBe(severity)
  })

  it('counts ways out and what is closed again for less', () => {
    const open = permission(22, 22, { cidrIp: '0.0.0.0/0' })
    expect(severityOf('ec2/AuthorizeSecurityGroupEgress', open)).toBe('low')
    expect(severityOf('ec2/RevokeSecurityGroupIngress', open)).toBe('low')
    expect(rulesOf('ec2/RevokeSecurityGroupIngress', open)).toHaveLength(1)
    expect(severityOf('ec2/AuthorizeSecurityGroupEgress', permission(-1, -1, { cidrIp: '0.0.0.0/0' }, '-1'))).toBe('medium')
  })

  it('judges two permissions of one request each by itself', () => {
    const items = [...permission(443, 443, { cidrIp: '0.0.0.0/0' }).ipPermissions.items, ...permission(22, 22, { cidrIp: '10.0.0.0/8' }).ipPermissions.items]
    expect(rulesOf(ingress, { ipPermissions: { items } })).toEqual(['ec2.amazonaws.com/AuthorizeSecurityGroupIngress medium', 'open-ipv4 low', 'admin-port medium'])
  })

  it('reads the newer spelling, and very large blocks', () => {
    const rule = { SecurityGroupRule: { CidrIpv4: '0.0.0.0/0', FromPort: 3389, ToPort: 3389, IpProtocol: 'tcp' } }
    expect(severityOf('ec2/ModifySecurityGroupRules', { ModifySecurityGroupRulesRequest: { SecurityGroupRule: rule } })).toBe('high')
    expect(rulesOf(ingress, permission(9999, 9999, { cidrIp: '32.0.0.0/3' }))).toContain('wide-block medium')
  })

  it('opens a subnet filter to everybody, unless the rule denies', () => {
    const entry = (ruleAction: string) => ({ cidrBlock: '0.0.0.0/0', ruleAction, aclProtocol: '6', portRange: { from: 3306, to: 3306 }, egress: false })
    expect(rulesOf('ec2/CreateNetworkAclEntry', entry('allow'))).toContain('acl-allow-all high')
    expect(rulesOf('ec2/CreateNetworkAclEntry', entry('deny'))).not.toContain('acl-allow-all high')
  })
})

describe('a policy', () => {
  const put = (Statement: Json) => record('s3/PutBucketPolicy', { bucketPolicy: { Statement } })

  it('lets everybody in, by each spelling, unless it denies or sets a condition', () => {
    for (const Principal of ['*', { AWS: '*' }, { AWS: ['x', '*'] }]) {
      expect(judge(catalogue, put([allow({ Principal })])).severity).toBe('high')
      expect(judge(catalogue, put(allow({ Principal }))).severity).toBe('high')
      expect(judge(catalogue, put([allow({ Principal, Condition: { Bool: { 'aws:SecureTransport': 'true' } } })])).severity).toBe('medium')
      expect(judge(catalogue, put([{ Effect: 'Deny', Principal }])).severity).toBe('medium')
    }
    expect(judge(catalogue, put([allow({ Principal: { AWS: 'arn:aws:iam::222222222222:root' } })])).severity).toBe('high')
    expect(judge(catalogue, put([allow({ Principal: { AWS: `arn:aws:iam::${account}:root` } })])).severity).toBe('medium')
  })

  it('is marked within its text at the statement that is meant', () => {
    const text = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*' }, allow({ Principal: { AWS: '*' }, Action: '*' }))
    const given = record('kms/PutKeyPolicy', { policy: text })
    expect(marked(given, 'principal-everyone').replaceAll(/\s/g, '')).toBe('"Principal":{"AWS":"*"}')
    expect(marked(given, 'action-everything').replaceAll(/\s/g, '')).toBe('"Action":"*"')
    const foreign = record('iam/CreateRole', { assumeRolePolicyDocument: policy(allow({ Principal: { AWS: 'arn:aws:iam::222222222222:root' } })) })
    expect(marked(foreign, 'principal-foreign-account')).toBe('arn:aws:iam::222222222222:root')
    expect(judge(catalogue, foreign).severity).toBe('high')
  })

  it.each([
    [allow({ Action: 'IAM:*' }), 'action-iam-everything high'],
    [allow({ Action: ['s3:Get*', 'iam:PassRole'], Resource: '*' }), 'pass-role-any medium'],
    [allow({ NotAction: 'iam:*', Resource: '*' }), 'not-action medium'],
  ])('allows too much: %j', (statement, rule) => {
    expect(rulesOf('iam/PutRolePolicy', { policyDocument: policy(statement) })).toContain(rule)
  })

  it('that is attached counts by its name, and not when it is taken away', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    expect(severityOf('iam/AttachRolePolicy', { policyArn })).toBe('high')
    expect(severityOf('iam/DetachRolePolicy', { policyArn })).toBe('low')
    expect(severityOf('iam/DetachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })).toBe('low')
    expect(severityOf('iam/DetachUserPolicy', { policyArn: 'arn:aws:iam::111111111111:policy/DenyAll' })).toBe('high')
  })
})

describe('a value in a request', () => {
  it.each<[string, Json, string]>([
    ['rds/ModifyDBSnapshotAttribute', { valuesToAdd: ['all'] }, 'critical'],
    ['rds/ModifyDBSnapshotAttribute', { valuesToAdd: ['222222222222'] }, 'high'],
    ['rds/ModifyDBSnapshotAttribute', { valuesToAdd: [account] }, 'medium'],
    ['ec2/ModifyImageAttribute', { launchPermission: { remove: { items: [{ group: 'all' }] } } }, 'medium'],
    ['guardduty/UpdateDetector', { enable: false }, 'critical'],
    ['guardduty/UpdateDetector', { enable: true, features: [{ status: 'ENABLED' }, { status: 'DISABLED' }] }, 'high'],
    ['cloudtrail/PutInsightSelectors', { insightSelectors: [] }, 'medium'],
    ['cloudtrail/PutEventSelectors', { eventSelectors: [{ readWriteType: 'WriteOnly' }] }, 'high'],
    ['autoscaling/CreateAutoScalingGroup', { maxSize: 51 }, 'medium'],
    ['autoscaling/CreateAutoScalingGroup', { maxSize: 50 }, 'low'],
    ['ssm/SendCommand', { documentName: 'AWS-RunShellScript', instanceIds: Array(10).fill('i-1') }, 'high'],
    ['ssm/SendCommand', { documentName: 'AWS-RunShellScript', instanceIds: ['i-1'] }, 'medium'],
    ['rds/DeleteDBInstance', { skipFinalSnapshot: true, deleteAutomatedBackups: true }, 'high'],
    ['rds/DeleteDBInstance', { skipFinalSnapshot: true, deleteAutomatedBackups: false }, 'medium'],
    ['s3/PutBucketLogging', { BucketLoggingStatus: { xmlns: 'x' } }, 'high'],
    ['s3/PutBucketLogging', { BucketLoggingStatus: { LoggingEnabled: {} } }, 'low'],
    ['s3/PutBucketLifecycle', { LifecycleConfiguration: { Rule: [{ Expiration: { Days: 30 } }, { Expiration: { Days: 1 } }] } }, 'high'],
    ['s3/PutBucketLifecycle', { LifecycleConfiguration: { Rule: { Expiration: { Days: 17 } } } }, 'medium'],
    ['s3/PutObject', { key: 'HOW_TO_RECOVER.txt' }, 'high'],
    ['s3/PutObject', { key: 'readme.txt' }, 'info'],
    ['s3/PutObject', { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }, 'high'],
    ['iam/UpdateAccessKey', { status: 'Inactive' }, 'low'],
    ['iam/UpdateAccessKey', { status: 'Active' }, 'medium'],
    ['logs/PutSubscriptionFilter', { destinationArn: 'arn:aws:kinesis:us-east-1:222222222222:stream/x' }, 'high'],
    ['logs/PutSubscriptionFilter', { destinationArn: `arn:aws:kinesis:us-east-1:${account}:stream/x` }, 'medium'],
    ['ec2/RunInstances', { instancesSet: { items: [{}] }, instanceType: 'p4d.24xlarge' }, 'high'],
    ['ec2/RunInstances', { instanceType: 't3.micro', userData: '<sensitiveDataRemoved>' }, 'low'],
    ['ec2/ModifyInstanceAttribute', { userData: '<sensitiveDataRemoved>' }, 'high'],
    ['lambda/CreateFunctionUrlConfig', { authType: 'NONE' }, 'high'],
    ['lambda/UpdateFunctionConfiguration20150331v2', { layers: [{ arn: 'x' }] }, 'medium'],
    ['iam/AttachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2' }, 'critical'],
  ])('decides: %s %j is %s', (event, parameters, severity) => {
    expect(severityOf(event, parameters)).toBe(severity)
  })

  it('says nothing on what only reads', () => {
    expect(rulesOf('iam/ListEntitiesForPolicy', { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }, { readOnly: true })).toEqual([])
  })

  it('gives a class to an event that has none', () => {
    expect(judge(catalogue, record('new/Ponder', { publiclyAccessible: true }))).toMatchObject({ class: 'data', severity: 'high' })
  })

  it('is shown some twenty times at most, and the worst of them always', () => {
    const items = Array.from({ length: 5_000 }, (_, index) => ({ ipProtocol: 'tcp', fromPort: 443, toPort: index === 4_999 ? 22_000 : 443, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }))
    const { reasons, severity } = judge(catalogue, record('ec2/AuthorizeSecurityGroupIngress', { ipPermissions: { items } }))
    expect(severity).toBe('high')
    expect(reasons.filter(({ rule }) => rule === 'open-ipv4')).toHaveLength(21)
  })
})

it('no record makes judging throw', () => {
  let deep: Json = '0.0.0.0/0'
  for (let depth = 0; depth < 50_000; depth += 1) deep = depth % 2 ? [deep] : { cidrIp: deep }
  expect(severityOf('ec2/AuthorizeSecurityGroupIngress', deep)).toBe('high')
  expect(severityOf('ec2/AuthorizeSecurityGroupIngress', { cidrs: Array(150_000).fill('0.0.0.0/0') })).toBe('high')
  expect(severityOf('iam/PutRolePolicy', { policyDocument: '{"Effect":'.repeat(20_000) })).toBe('medium')
  const fields = fc.constantFrom('eventName', 'eventSource', 'userIdentity', 'requestParameters', 'errorCode', 'userAgent', '__proto__', 'constructor')
  fc.assert(
    fc.property(fc.dictionary(fields, fc.jsonValue()), fc.constantFrom(...catalogue.rules.events), (value, { source, name }) => {
      for (const given of [value, { ...value, eventSource: source, eventName: name }]) {
        const parsed: TrailRecord = JSON.parse(JSON.stringify(given))
        judge(catalogue, parsed)
      }
    }),
    { numRuns: 2_000 },
  )
})
