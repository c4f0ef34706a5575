import { identityOf } from './identity'
import { type TrailRecord, textAt, valueAt } from './record'

/**
 * A session that a record opens for somebody: AssumeRole and its like, GetFederationToken, GetSessionToken, a console user
 * who switches roles, and whatever else hands out a temporary key.
 */
export interface Opening {
  /** The identity that the session is opened for. */
  opener: string
  /** The identity under which the session acts; '' where the record does not say. */
  opens: string
  /** The temporary key that the session acts with (`responseElements.credentials.accessKeyId`), or ''. */
  issuedKey: string
  /** Ties the halves that two accounts have of it (`sharedEventID`), or ''. What services do is no chain across accounts. */
  sharedEventID: string
}

/** Calls that open a session; of any other call only one that hands out a key does. */
export const openingEvents = [
  'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'GetFederationToken', 'GetSessionToken', 'SwitchRole',
] as const

/** The session that a record opens; undefined if it opens none, or was refused to. */
export function openingOf(record: TrailRecord): Opening | undefined {
  const text = (...path: string[]) => textAt(record, ...path)
  const issuedKey = text('responseElements', 'credentials', 'accessKeyId')
  const isOpening = openingEvents.some((name) => name === text('eventName'))
  if (issuedKey === '' && (!isOpening || text('errorCode') !== '')) return undefined
  const { identity } = identityOf(valueAt(record, 'userIdentity'))
  const sharedEventID = text('userIdentity', 'type') === 'AWSService' ? '' : text('sharedEventID')
  const switchedFrom = text('additionalEventData', 'SwitchFrom')
  if (text('eventName') === 'SwitchRole' && switchedFrom !== '') {
    // The record is the session's own: it says from whom the console switched.
    return { opener: identityOfArn(switchedFrom), opens: identityOfArn(text('userIdentity', 'arn')), issuedKey, sharedEventID }
  }
  const told = text('responseElements', 'assumedRoleUser', 'arn') || text('responseElements', 'federatedUser', 'arn')
  const asked = sessionArnOf(text('requestParameters', 'roleArn'), text('requestParameters', 'roleSessionName'))
  return { opener: identity, opens: identityOfArn(told || asked), issuedKey, sharedEventID }
}

/** The ARN under which a session of a role acts; '' if it cannot be told. The role's path is not part of it. */
export function sessionArnOf(roleArn: string, session: string): string {
  const [, partition, account, role] = /^arn:([^:]*):iam::(\d*):role\/(?:.*\/)?([^/]+)$/s.exec(roleArn) ?? []
  return role === undefined || session === '' ? '' : `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`
}

/** The identity of whoever has this ARN: itself, but for the person behind a role of IAM Identity Center. */
export const identityOfArn = (arn: string): string => arn.replace(/^.*:assumed-role\/AWSReservedSSO_[^/]+\/(?=.)/s, 'identity-center:')

/** The ARN of the role that a session acts as, from `sessionContext.sessionIssuer.arn`; '' if the issuer is none. */
export const roleOfIssuer = (issuerArn: string): string => (/^arn:[^:]*:iam::\d*:role\//.test(issuerArn) ? issuerArn : '')
