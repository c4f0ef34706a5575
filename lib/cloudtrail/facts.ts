import { z } from 'zod'

/** The six kinds of event that matter most (AWS's security guidance), and `none`. The order is that of the legend. */
export const eventClasses = ['component', 'network', 'permission', 'authentication', 'data', 'audit'] as const
export const eventClass = z.enum([...eventClasses, 'none'])
export type EventClass = z.infer<typeof eventClass>

/** Severities, least first. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export const severity = z.enum(severities)
export type Severity = z.infer<typeof severity>

/** Where a record was brought from. */
export const sourceKinds = ['lookup', 's3', 'folder'] as const
export const sourceKind = z.enum(sourceKinds)
export type SourceKind = z.infer<typeof sourceKind>

/**
 * What Traildesk filters and counts of one record. All text is as the record spells it; '' stands for missing or null.
 */
export interface Facts {
  /** Whole seconds since 1970-01-01T00:00:00Z; fractions are cut off. */
  time: number
  eventID: string
  /** As in the record, e.g. `ec2.amazonaws.com`. */
  eventSource: string
  eventName: string
  awsRegion: string
  /** `recipientAccountId`; where that is missing, `userIdentity.accountId`. */
  account: string
  errorCode: string
  /** Booleans and their spellings as text; '' where the record does not say. */
  readOnly: 'true' | 'false' | ''
  /** Canonical identity (see identity.ts), and how a person reads it. */
  identity: string
  identityLabel: string
  /** `userIdentity.type`. */
  identityType: string
  /** `userIdentity.accessKeyId`. */
  accessKeyId: string
  sourceIPAddress: string
  userAgent: string
  /** The ARN of the role that a session acts as, or ''. */
  role: string
  /** Whom a session says that it acts for (`sessionContext.sourceIdentity`), whoever opened it; or ''. */
  sourceIdentity: string
  /** The lasting access key that this record creates or changes (see key-change.ts), or ''. */
  changedKey: string
  /** The session that this record opens (see opening.ts); '' each where it opens none. */
  issuedKey: string
  opener: string
  opens: string
  sharedEventID: string
}
