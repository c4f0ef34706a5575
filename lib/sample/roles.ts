import { spokenTime, timeText, type Day } from './clock'
import { principalId, type Account } from './estate'
import { randomOf, type Random } from './random'
import { errorText, tlsText, written, type Caller } from './record'

/** A role that can be assumed. */
export type Role = { account: Account; name: string; arn: string; id: string }

/** The role of a name in an account; `path` begins and ends with a slash. */
export function roleOf(seed: string, account: Account, name: string, path = '/'): Role {
  const id = principalId('AROA', account, randomOf(`${seed}/role/${account.id}/${name}`))
  return { account, name, id, arn: `arn:aws:iam::${account.id}:role${path}${name}` }
}

/** A temporary key that was given out, and when. */
export type Grant = { role: Role; session: string; key: string; issued: string }

/** Gives out a temporary key for a role. */
export const grantOf = (role: Role, session: string, day: Day, second: number, random: Random): Grant => ({
  role,
  session,
  key: principalId('ASIA', role.account, random),
  issued: timeText(day, second),
})

/** The ARN under which a session acts. */
export const sessionArn = ({ role, session }: Pick<Grant, 'role' | 'session'>): string =>
  `arn:aws:sts::${role.account.id}:assumed-role/${role.name}/${session}`

/** What a session's records say beyond the ordinary. */
export type SessionForm = Pick<Caller, 'ip' | 'agent' | 'via' | 'kind'> & {
  mfa?: boolean
  federated?: string
  context?: string
  identity?: string
}

/** The caller that acts with a temporary key. */
export function callerOf(grant: Grant, { ip, agent, via, kind, mfa = false, federated, context = '', identity = '' }: SessionForm): Caller {
  const { role, session, key, issued } = grant
  const arn = sessionArn(grant)
  const attributes = `"attributes":{"creationDate":"${issued}","mfaAuthenticated":"${mfa}"}${context}}${identity}`
  const issuer = `"sessionIssuer":{"type":"Role","principalId":"${role.id}","arn":"${role.arn}","accountId":"${role.account.id}","userName":"${role.name}"},`
  const head = `{"type":"AssumedRole","principalId":"${role.id}:${session}","arn":"${arn}","accountId":"${role.account.id}","accessKeyId":"${key}","sessionContext":{${issuer}`
  return federated === undefined
    ? { session, arn, head, rest: attributes, ip, agent, via, kind }
    : { session, arn, head: `${head}"webIdFederationData":${federated},${attributes}`, rest: '', ip, agent, via, kind }
}

/** One AssumeRole*, as the record of one of the accounts that it concerns. */
export type Issue = {
  call: 'AssumeRole' | 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity'
  grant: Grant
  day: Day
  second: number
  hours: number
  region: string
  identity: string
  ip: string
  agent: string
  /** More of the request, each part with a comma before it. */
  asks?: string
  /** More of the answer, each part with a comma before it. */
  answers?: string
  resources?: string
  account: Account
  requestId: string
  eventId: string
  shared?: string
  tls: boolean
  denied?: string
}

/** The record in which a role's temporary key is given out. */
export function issueText(issue: Issue): string {
  const { call, grant, day, second, hours, region, identity, ip, agent, account, requestId, eventId } = issue
  const { role, session, key } = grant
  const token = randomOf(key).base64(360)
  return written({
    version: '1.11',
    identity,
    time: timeText(day, second),
    naming: `,"eventSource":"sts.amazonaws.com","eventName":"${call}","awsRegion":"`,
    region,
    ip,
    agent,
    error: issue.denied === undefined ? '' : errorText('AccessDenied', issue.denied),
    request:
      issue.denied === undefined
        ? `{"roleArn":"${role.arn}","roleSessionName":"${session}","durationSeconds":${hours * 3600}${issue.asks ?? ''}}`
        : 'null',
    response:
      issue.denied === undefined
        ? `{"credentials":{"accessKeyId":"${key}","sessionToken":"IQoJb3JpZ2luX2VjE${token}","expiration":"${spokenTime(day, second + hours * 3600)}"},"assumedRoleUser":{"assumedRoleId":"${
            role.id
          }:${session}","arn":"${sessionArn(grant)}"}${issue.answers ?? ''}}`
        : 'null',
    extra: '',
    requestId,
    eventId,
    reads: true,
    resources:
      issue.denied === undefined
        ? (issue.resources ?? `[{"accountId":"${role.account.id}","type":"AWS::IAM::Role","ARN":"${role.arn}"}]`)
        : '',
    type: 'AwsApiCall',
    data: false,
    account: account.id,
    shared: issue.shared ?? '',
    tail: issue.tls ? tlsText('sts', region) : '',
  })
}
