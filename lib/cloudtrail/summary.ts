import { type Json, type TrailRecord, isObject, textAt, valueAt } from './record'

/** What a record says in a row of a list: to what it was done, and how it went. */
export interface Summary {
  /** The most telling resource, whole, or ''. */
  target: string
  /** Every resource that the record names, the most telling first. */
  targets: string[]
  outcome: 'done' | 'denied' | 'failed'
  /** The error code; `Failure` for a sign-in that failed, which has none; '' for what went well. */
  error: string
}

/** Reads from a record what was done to what, and how it went. Never throws, whatever the record holds. */
export function summaryOf(record: TrailRecord): Summary {
  const targets = targetsOf(record)
  const error = errorOf(record)
  const isDenied = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i.test(error)
  return { target: targets[0] ?? '', targets, outcome: error === '' ? 'done' : isDenied ? 'denied' : 'failed', error }
}

/**
 * The record as one plain English sentence, e.g. `alice opened port 22 of sg-0a1f3 to the whole internet`.
 * @param summary of the record, if it is at hand
 */
export function sentenceOf(record: TrailRecord, actor: string, summary: Summary = summaryOf(record)): string {
  const insight = textAt(record, 'insightDetails', 'eventName')
  if (insight !== '') return insightSentence(record, insight)
  const { target, outcome, error } = summary
  const [done, todo, what] = phrases[phraseKey(record)]?.(requestOf(record), record) ?? called(record, target)
  if (error === 'Failure') return `${actor} failed to ${todo} ${what}`
  if (outcome === 'done') return `${actor} ${done} ${what}`
  return `${actor} tried to ${todo} ${what}, ${outcome === 'denied' ? 'and was denied' : 'which failed'} (${error})`
}

function insightSentence(record: TrailRecord, eventName: string): string {
  const isError = textAt(record, 'insightDetails', 'insightType').includes('Error')
  const state = textAt(record, 'insightDetails', 'state') === 'End' ? 'ended' : 'began'
  return `An unusual rate of ${isError ? 'errors from' : 'calls of'} ${eventName} ${state}`
}

const called = (record: TrailRecord, target: string): Phrase => {
  const name = textAt(record, 'eventName')
  if (name === '') return ['did', 'do', 'something that the record does not name']
  const what = target === '' ? name : `${name} on ${short(target)}`
  return textAt(record, 'eventType') === 'AwsServiceEvent' ? ['reported', 'report', what] : ['called', 'call', what]
}

function errorOf(record: TrailRecord): string {
  const code = textAt(record, 'errorCode')
  if (code !== '') return code
  const name = textAt(record, 'eventName')
  const isSignIn = name === 'ConsoleLogin' || textAt(record, 'eventSource') === 'signin.amazonaws.com'
  if (!isSignIn) return ''
  const answer = textAt(record, 'responseElements', name)
  return answer === 'Failure' || (answer === '' && textAt(record, 'errorMessage') !== '') ? 'Failure' : ''
}

// ——— What it was done to ———

/** Parameters that name what a call is about, most telling first. A step `*` goes through the elements of an array. */
const telling = [
  'instanceId', 'instanceIds.*', 'instancesSet.items.*.instanceId', 'groupId', 'networkAclId', 'snapshotId', 'imageId', 'volumeId',
  'routeTableId', 'internetGatewayId', 'vpcEndpointId', 'subnetId', 'DeleteFlowLogsRequest.FlowLogId.content', 'networkInterfaceId',
  'bucketName', 'trailName', 'functionName', 'secretId', 'keyId', 'userName', 'roleName', 'groupName', 'policyArn', 'policyName',
  'instanceProfileName', 'dBInstanceIdentifier', 'dBSnapshotIdentifier', 'dBClusterIdentifier', 'dBClusterSnapshotIdentifier',
  'tableName', 'topicArn', 'queueUrl', 'stackName', 'repositoryName', 'logGroupName', 'detectorId', 'name', 'Name', 'names.*',
  'target', 'targetPrincipal', 'resourceArn', 'resourceId', 'arn', 'roleArn', 'vpcId', 'accountId',
].map((path) => path.split('.'))

/** What masks a value, and so names nothing. */
const masks = new Set(['', '-', '***', 'null', 'HIDDEN_DUE_TO_SECURITY_REASONS', '<sensitiveDataRemoved>', 'sensitiveDataRemoved'])

function targetsOf(record: TrailRecord): string[] {
  const request = requestOf(record)
  const asked = telling.flatMap((path) => textsAt(request, path))
  const bucket = textAt(request, 'bucketName')
  const key = textAt(request, 'key') || textAt(request, 'Key')
  if (bucket !== '' && key !== '') asked.unshift(`${bucket}/${key}`)
  if (textAt(record, 'eventSource') === 'sts.amazonaws.com') asked.unshift(textAt(request, 'roleArn'))

  const resources = textsAt(valueAt(record, 'resources'), ['*', 'ARN'])
    .concat(textsAt(valueAt(record, 'resources'), ['*', 'arn']), textsAt(valueAt(record, 'resources'), ['*', 'Arn']))
  const made = madeBy(valueAt(record, 'responseElements'))
  const others = isObject(request) ? Object.entries(request).flatMap(([name, value]) => namesIn(name, value)) : []

  // What was made is named by the answer; EC2's requests name only what it was made from.
  const makes = textAt(record, 'eventSource') === 'ec2.amazonaws.com' && /^(Run|Create|Allocate|Copy|Import|Register)/.test(textAt(record, 'eventName'))
  const all = makes ? [...made, ...asked, ...resources, ...others] : [...asked, ...resources, ...others, ...made]
  return [...new Set(all)].filter((name) => !masks.has(name))
}

const namesSomething = /(Name|Arn|Identifier|[a-z]Id)$/

/** The names in a parameter: itself, the items of a set (`{vpcSet:{items:[{vpcId}]}}`), or a request within the request. */
function namesIn(name: string, value: Json): string[] {
  if (namesSomething.test(name)) return [scalar(value)]
  const things = name.endsWith('Set') ? valueAt(value, 'items') : name.endsWith('Request') ? [value] : []
  if (!Array.isArray(things)) return []
  return things.flatMap((thing) =>
    isObject(thing) ? Object.entries(thing).filter(([each]) => namesSomething.test(each)).map(([, id]) => scalar(id)) : [],
  )
}

/** The ids in an answer: `{vpc:{vpcId}}`, `{instancesSet:{items:[{instanceId}]}}`, `{role:{arn}}`. */
function madeBy(answer: Json | undefined): string[] {
  const instances = textsAt(answer, ['instancesSet', 'items', '*', 'instanceId'])
  if (!isObject(answer)) return instances
  const idsIn = (value: Json) =>
    isObject(value) ? Object.entries(value).filter(([name]) => isMade.test(name)).map(([, id]) => scalar(id)) : []
  const direct = idsIn(answer)
  const nested = Object.entries(answer).flatMap(([name, value]) => (isAside.test(name) ? [] : idsIn(value)))
  return [...instances, ...direct, ...nested].filter((id) => id !== '')
}

const isMade = /^(?!request|owner|account|principal|session|client).*([a-z]Id|Arn)$|^arn$/
const isAside = /^(credentials|assumedRoleUser|metadata)$/

const scalar = (value: Json | undefined) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

function textsAt(value: Json | undefined, [step, ...rest]: string[]): string[] {
  if (step === undefined) return scalar(value) === '' ? [] : [scalar(value)]
  if (step === '*') return Array.isArray(value) ? value.flatMap((each) => textsAt(each, rest)) : []
  return textsAt(valueAt(value, step), rest)
}

const requestOf = (record: TrailRecord) => valueAt(record, 'requestParameters')

// ——— In a sentence ———

/** What somebody did, what somebody tried to do, and to what. */
type Phrase = [done: string, todo: string, what: string]

const phraseKey = (record: TrailRecord) =>
  `${textAt(record, 'eventSource').replace(/\.amazonaws\.com(\.cn)?$/, '')}:${textAt(record, 'eventName').replace(/\d{8}(v\d+)?$/, '')}`

/** The last part of an ARN or path, by which people call it. */
const short = (name: string) => (name.startsWith('arn:') ? name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1) || name : name)

/** `the trail main`, or `a trail` where its name is missing. */
const the = (noun: string, request: Json | undefined, ...paths: string[]) => {
  const name = paths.flatMap((path) => textsAt(request, path.split('.'))).find((each) => !masks.has(each))
  return name === undefined ? `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}` : `the ${noun} ${short(name)}`
}

const oneOf = (names: string[], noun: string) => {
  const [first] = names
  if (first === undefined) return `a ${noun}`
  return names.length === 1 ? `the ${noun} ${short(first)}` : `${names.length} ${noun}s (${short(first)}, …)`
}

const instances = (request: Json | undefined) =>
  oneOf([...textsAt(request, ['instancesSet', 'items', '*', 'instanceId']), ...textsAt(request, ['instanceIds', '*'])], 'instance')

const isWorld = (range: string) => range === '0.0.0.0/0' || range === '::/0'

/** `port 22 of sg-1 to the whole internet`, from either way in which EC2 spells a rule. */
function rule(request: Json | undefined, way = 'to'): string {
  const permissions = valueAt(request, 'ipPermissions', 'items')
  const first = Array.isArray(permissions) && permissions[0] !== undefined ? permissions[0] : request
  const ranges = [
    ...textsAt(request, ['ipPermissions', 'items', '*', 'ipRanges', 'items', '*', 'cidrIp']),
    ...textsAt(request, ['ipPermissions', 'items', '*', 'ipv6Ranges', 'items', '*', 'cidrIpv6']),
    ...textsAt(request, ['cidrIp']),
  ]
  const from = textAt(first, 'fromPort')
  const to = textAt(first, 'toPort')
  const isAll = textAt(first, 'ipProtocol') === '-1' || from === '' || from === '-1' || (from === '0' && to === '65535')
  const ports = isAll ? 'all ports' : from === to || to === '' ? `port ${from}` : `ports ${from} to ${to}`
  const whom = ranges.some(isWorld) ? 'the whole internet' : (ranges[0] ?? 'another security group')
  return `${ports} of ${short(textAt(request, 'groupId') || textAt(request, 'groupName')) || 'a security group'} ${way} ${whom}`
}

function aclEntry(request: Json | undefined): Phrase {
  const isWorldwide = isWorld(textAt(request, 'cidrBlock') || textAt(request, 'ipv6CidrBlock'))
  const allows = textAt(request, 'ruleAction') !== 'deny'
  const whom = isWorldwide ? 'the whole internet' : textAt(request, 'cidrBlock') || textAt(request, 'ipv6CidrBlock') || 'an address range'
  const acl = the('network ACL', request, 'networkAclId')
  const way = textAt(request, 'egress') === 'true' ? 'to' : 'from'
  return allows ? ['let', 'let', `traffic ${way} ${whom} through ${acl}`] : ['blocked', 'block', `traffic ${way} ${whom} in ${acl}`]
}

/** Whom a snapshot, an image or a database snapshot was opened to, or taken from. */
function sharing(request: Json | undefined, noun: string, id: string, added: string[][], removed: string[][]): Phrase {
  const gained = added.flatMap((path) => textsAt(request, path))
  const lost = removed.flatMap((path) => textsAt(request, path))
  const thing = the(noun, request, id)
  if (gained.includes('all')) return ['made', 'make', `${thing} public`]
  if (gained[0] !== undefined) return ['shared', 'share', `${thing} with account ${gained[0]}`]
  if (lost[0] !== undefined) return ['stopped sharing', 'stop sharing', `${thing} with ${lost[0] === 'all' ? 'everybody' : `account ${lost[0]}`}`]
  return ['changed', 'change', `the settings of ${thing}`]
}

const shares = (member: string, change: string) => [
  [member, change, 'items', '*', 'userId'],
  [member, change, 'items', '*', 'group'],
]

function signIn(record: TrailRecord): Phrase {
  const isSafe = textAt(record, 'additionalEventData', 'MFAUsed').toLowerCase() !== 'no'
  const isFederated = textAt(record, 'userIdentity', 'type') === 'AssumedRole' || textAt(record, 'userIdentity', 'type') === 'FederatedUser'
  const isFailed = errorOf(record) !== ''
  return ['signed in', 'sign in', isSafe || isFederated || isFailed ? 'to the console' : 'to the console without MFA']
}

/** `a key for alice`; the call without a name is about the caller's own. */
const forUser = (request: Json | undefined) => (textAt(request, 'userName') ? `for ${textAt(request, 'userName')}` : 'for themselves')

/** A secret by its name, which may hold slashes; its ARN adds six characters to that. */
const secret = (request: Json | undefined) =>
  the('secret', { name: textAt(request, 'secretId').replace(/^arn:.*:secret:(.*)-\w{6}$/s, '$1') }, 'name')

const attach = (done: string, todo: string, preposition: string, noun: string, member: string) => (request: Json | undefined): Phrase => [
  done, todo, `${the('policy', request, 'policyArn', 'policyName')} ${preposition} ${the(noun, request, member)}`,
]

/** The phrase of each event that matters most, by service and name. */
const phrases: Partial<Record<string, (request: Json | undefined, record: TrailRecord) => Phrase>> = {
  'signin:ConsoleLogin': (_, record) => signIn(record),
  'signin:SwitchRole': (_, record) => ['switched', 'switch', `to ${the('role', valueAt(record, 'additionalEventData'), 'SwitchTo', 'RoleName')}`],
  'sts:AssumeRole': (request) => ['assumed', 'assume', the('role', request, 'roleArn')],
  'sts:AssumeRoleWithSAML': (request) => ['assumed', 'assume', `${the('role', request, 'roleArn')} through SAML`],
  'sts:AssumeRoleWithWebIdentity': (request) => ['assumed', 'assume', `${the('role', request, 'roleArn')} through a web identity`],
  'sts:AssumeRoot': (request) => ['became', 'become', `root of ${textAt(request, 'targetPrincipal') || 'a member account'}`],

  'cloudtrail:StopLogging': (request) => ['stopped', 'stop', the('trail', request, 'name')],
  'cloudtrail:StartLogging': (request) => ['started', 'start', the('trail', request, 'name')],
  'cloudtrail:DeleteTrail': (request) => ['deleted', 'delete', the('trail', request, 'name')],
  'cloudtrail:UpdateTrail': (request) => ['changed', 'change', the('trail', request, 'name')],
  'cloudtrail:PutEventSelectors': (request) => ['changed', 'change', `which events are recorded by ${the('trail', request, 'trailName')}`],
  'config:StopConfigurationRecorder': (request) => ['stopped', 'stop', the('AWS Config recorder', request, 'configurationRecorderName')],
  'config:DeleteConfigurationRecorder': (request) => ['deleted', 'delete', the('AWS Config recorder', request, 'configurationRecorderName')],
  'guardduty:DeleteDetector': (request) => ['deleted', 'delete', the('GuardDuty detector', request, 'detectorId')],
  'logs:DeleteLogGroup': (request) => ['deleted', 'delete', the('log group', request, 'logGroupName')],
  'ec2:DeleteFlowLogs': (request) => ['deleted', 'delete', the('flow log', request, 'DeleteFlowLogsRequest.FlowLogId.content')],

  'ec2:AuthorizeSecurityGroupIngress': (request) => ['opened', 'open', rule(request)],
  'ec2:AuthorizeSecurityGroupEgress': (request) => ['opened', 'open', rule(request, 'out to')],
  'ec2:RevokeSecurityGroupIngress': (request) => ['closed', 'close', rule(request)],
  'ec2:CreateNetworkAclEntry': (request) => aclEntry(request),
  'ec2:ReplaceNetworkAclEntry': (request) => aclEntry(request),
  'ec2:CreateRoute': (request) => [
    'sent', 'send', `traffic for ${textAt(request, 'destinationCidrBlock') || 'a range'} in ${the('route table', request, 'routeTableId')} to ${the('gateway', request, 'gatewayId', 'natGatewayId', 'transitGatewayId')}`,
  ],
  'ec2:RunInstances': (_, record) => ['started', 'start', oneOf(textsAt(valueAt(record, 'responseElements'), ['instancesSet', 'items', '*', 'instanceId']), 'new instance')],
  'ec2:TerminateInstances': (request) => ['terminated', 'terminate', instances(request)],
  'ec2:StopInstances': (request) => ['stopped', 'stop', instances(request)],
  'ec2:GetPasswordData': (request) => ['read', 'read', `the Windows password of ${the('instance', request, 'instanceId')}`],
  'ec2:ModifySnapshotAttribute': (request) =>
    sharing(request, 'snapshot', 'snapshotId', shares('createVolumePermission', 'add'), shares('createVolumePermission', 'remove')),
  'ec2:ModifyImageAttribute': (request) => sharing(request, 'image', 'imageId', shares('launchPermission', 'add'), shares('launchPermission', 'remove')),
  'rds:ModifyDBSnapshotAttribute': (request) =>
    sharing(request, 'database snapshot', 'dBSnapshotIdentifier', [['valuesToAdd', '*']], [['valuesToRemove', '*']]),
  'ec2-instance-connect:SendSSHPublicKey': (request) => ['sent', 'send', `an SSH key to ${the('instance', request, 'instanceId')}`],
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey': (request) => ['sent', 'send', `an SSH key to the serial console of ${the('instance', request, 'instanceId')}`],
  'ssm:SendCommand': (request) => ['ran', 'run', `${the('document', request, 'documentName')} on ${instances(request)}`],
  'ssm:StartSession': (request) => ['opened', 'open', `a shell session on ${the('instance', request, 'target')}`],

  'iam:CreateUser': (request) => ['created', 'create', the('IAM user', request, 'userName')],
  'iam:DeleteUser': (request) => ['deleted', 'delete', the('IAM user', request, 'userName')],
  'iam:CreateAccessKey': (request) => ['created', 'create', `an access key ${forUser(request)}`],
  'iam:CreateLoginProfile': (request) => ['set', 'set', `a console password ${forUser(request)}`],
  'iam:UpdateLoginProfile': (request) => ['changed', 'change', `the console password ${forUser(request)}`],
  'iam:DeactivateMFADevice': (request) => ['switched off', 'switch off', `the MFA device ${forUser(request)}`],
  'iam:AttachUserPolicy': attach('attached', 'attach', 'to', 'user', 'userName'),
  'iam:AttachRolePolicy': attach('attached', 'attach', 'to', 'role', 'roleName'),
  'iam:AttachGroupPolicy': attach('attached', 'attach', 'to', 'group', 'groupName'),
  'iam:PutUserPolicy': attach('wrote', 'write', 'into', 'user', 'userName'),
  'iam:PutRolePolicy': attach('wrote', 'write', 'into', 'role', 'roleName'),
  'iam:AddUserToGroup': (request) => ['added', 'add', `${the('user', request, 'userName')} to ${the('group', request, 'groupName')}`],
  'iam:CreateRole': (request) => ['created', 'create', the('role', request, 'roleName')],
  'iam:UpdateAssumeRolePolicy': (request) => ['changed', 'change', `who may assume ${the('role', request, 'roleName')}`],
  'organizations:LeaveOrganization': () => ['took', 'take', 'the account out of its organization'],

  's3:PutBucketPolicy': (request) => ['changed', 'change', `the policy of ${the('bucket', request, 'bucketName')}`],
  's3:DeleteBucket': (request) => ['deleted', 'delete', the('bucket', request, 'bucketName')],
  's3:GetObject': (request) => ['read', 'read', `${the('object', request, 'key')} in ${the('bucket', request, 'bucketName')}`],
  's3:DeleteObject': (request) => ['deleted', 'delete', `${the('object', request, 'key')} in ${the('bucket', request, 'bucketName')}`],
  'secretsmanager:GetSecretValue': (request) => ['read', 'read', secret(request)],
  'secretsmanager:DeleteSecret': (request) => ['deleted', 'delete', secret(request)],
  'kms:ScheduleKeyDeletion': (request) => ['scheduled', 'schedule', `the deletion of ${the('key', request, 'keyId')}`],
  'kms:DisableKey': (request) => ['disabled', 'disable', the('key', request, 'keyId')],
  'lambda:UpdateFunctionCode': (request) => ['replaced', 'replace', `the code of ${the('function', request, 'functionName')}`],
  'lambda:AddPermission': (request) => [
    'let', 'let', `${textAt(request, 'principal') === '*' ? 'everybody' : textAt(request, 'principal') || 'somebody'} call ${the('function', request, 'functionName')}`,
  ],
}
