import { timeText, type Day } from './clock'
import type { Place } from './estate'
import type { Failure, Operation } from './operations/operation'
import type { Random } from './random'

/**
 * Who calls, as the record tells it. `head` and `rest` are the text of `userIdentity` without its last brace, cut where
 * records before version 1.10 say that no web identity was involved.
 */
export type Caller = {
  session: string
  arn: string
  head: string
  rest: string
  ip: string
  agent: string
  /** How the call came in: by a program over TLS, through the console, or from within AWS. */
  via: 'program' | 'console' | 'aws'
  kind: 'person' | 'robot'
}

/** The parts of a record that differ from call to call. All but the names are JSON text. */
export type Parts = {
  version: string
  identity: string
  time: string
  naming: string
  region: string
  ip: string
  agent: string
  error: string
  request: string
  response: string
  extra: string
  requestId: string
  eventId: string
  reads: boolean
  resources: string
  type: string
  data: boolean
  account: string
  shared: string
  tail: string
}

/** Puts a record together, fields in CloudTrail's order. */
export const written = (parts: Parts): string =>
  `{"eventVersion":"${parts.version}","userIdentity":${parts.identity},"eventTime":"${parts.time}"${parts.naming}${parts.region}","sourceIPAddress":"${
    parts.ip
  }","userAgent":"${parts.agent}"${parts.error},"requestParameters":${parts.request},"responseElements":${parts.response}${
    parts.extra && `,"additionalEventData":${parts.extra}`
  }${parts.requestId && `,"requestID":"${parts.requestId}"`},"eventID":"${
    parts.eventId
  }","readOnly":${parts.reads}${parts.resources && `,"resources":${parts.resources}`},"eventType":"${parts.type}","managementEvent":${!parts.data},"recipientAccountId":"${parts.account}"${parts.shared && `,"sharedEventID":"${parts.shared}"`},"eventCategory":"${
    parts.data ? 'Data' : 'Management'
  }"${parts.tail}}`

/** The text of `userIdentity` in a version of the record; `invokedBy` names the service that calls on the caller's behalf. */
export function identityText({ head, rest }: Caller, version: string, invokedBy?: string): string {
  const middle = rest !== '' && version < '1.10' ? '"webIdFederationData":{},' : ''
  return `${head}${middle}${rest}${invokedBy === undefined ? '' : `,"invokedBy":"${invokedBy}"`}}`
}

const globalHosts: Record<string, string> = {
  iam: 'iam.amazonaws.com',
  organizations: 'organizations.us-east-1.amazonaws.com',
  ce: 'ce.us-east-1.amazonaws.com',
}

/** How the connection was secured, of a call by a program to a service. */
export const tlsText = (service: string, region: string): string =>
  `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${
    globalHosts[service] ?? `${service}.${region}.amazonaws.com`
  }"}`

const tailOf = (caller: Caller, operation: Operation, region: string): string => {
  if (caller.via === 'program') return tlsText(operation.service, region)
  if (caller.via === 'aws') return ''
  const host =
    operation.version < '1.10'
      ? ''
      : `,"tlsDetails":{"clientProvidedHostHeader":"${globalHosts[operation.service] ?? `${operation.service}.${region}.amazonaws.com`}"}`
  return `${host},"sessionCredentialFromConsole":"true"`
}

/** The text of an error's two fields; AWS leaves out the message where it has none, and the code of a failed sign-in. */
export const errorText = (code: string, message: string): string =>
  `${code && `,"errorCode":"${code}"`}${message && `,"errorMessage":"${message}"`}`

/** What AWS says to a caller that may not do something. */
export function denial(operation: Operation, caller: Caller, place: Place, random: Random): { code: string; message: string } {
  const action = `${operation.service}:${operation.name.replace(/\d{8}(v\d)?$/, '')}`
  const refused = `User: ${caller.arn} is not authorized to perform: ${action} on resource: arn:aws:${operation.service}:${place.region}:${
    place.account.id
  }:* because no identity-based policy allows the ${action} action`
  return operation.service === 'ec2'
    ? {
        code: 'Client.UnauthorizedOperation',
        message: `You are not authorized to perform this operation. ${refused}. Encoded authorization failure message: ${random.base64(320)}`,
      }
    : { code: operation.service === 's3' || operation.service === 'sts' ? 'AccessDenied' : 'AccessDeniedException', message: refused }
}

/** One call as a record. `failure` is why it failed: a failure of the operation, or `denied`. */
export function callText(
  operation: Operation,
  caller: Caller,
  place: Place,
  day: Day,
  second: number,
  random: Random,
  failure?: Failure | 'denied',
): string {
  const { request = 'null', response = 'null', extra = '', resources = '', requestId } = operation.details(place, random, caller.session)
  const through = operation.through
  const asked =
    operation.pages && request !== 'null' && random.chance(0.1) ? `${request.slice(0, -1)},"nextToken":"${random.base64(140)}"}` : request
  const refusal =
    failure === 'denied'
      ? denial(operation, caller, place, random)
      : failure && { code: failure.code, message: failure.message(place, random) }
  return written({
    version: operation.version,
    identity: identityText(caller, operation.version, through),
    time: timeText(day, second),
    naming: operation.naming,
    region: place.region,
    ip: through ?? caller.ip,
    agent: through ?? (operation.service === 's3' && caller.via === 'program' ? `[${caller.agent}]` : caller.agent),
    error: refusal ? errorText(refusal.code, refusal.message) : '',
    request: failure === 'denied' ? 'null' : asked,
    response: refusal ? 'null' : response,
    extra,
    requestId: requestId ?? random.uuid(),
    eventId: random.uuid(),
    reads: operation.reads,
    resources: failure === 'denied' ? '' : resources,
    type: 'AwsApiCall',
    data: operation.data,
    account: place.account.id,
    shared: '',
    tail: through === undefined ? tailOf(caller, operation, place.region) : '',
  })
}
