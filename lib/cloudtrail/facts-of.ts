import { eventSeconds } from './event-time'
import type { Facts } from './facts'
import { identityOf } from './identity'
import { keyChangeOf } from './key-change'
import { openingOf, roleOfIssuer } from './opening'
import { type TrailRecord, textAt, valueAt } from './record'

/**
 * What Traildesk filters and counts of a record of any category, or undefined if it has no readable time.
 * Aggregated events, which spell some members their own way and have a window for a time, count from its start. Logstash's
 * CloudTrail codec moves the time to `@timestamp`.
 */
export function factsOf(record: TrailRecord): Facts | undefined {
  const time =
    eventSeconds(valueAt(record, 'eventTime')) ??
    eventSeconds(valueAt(record, 'timeWindow', 'windowStart')) ??
    (valueAt(record, 'eventTime') === undefined ? eventSeconds(valueAt(record, '@timestamp')) : undefined)
  if (time === undefined) return undefined
  const { identity, label } = identityOf(valueAt(record, 'userIdentity'), textAt(record, 'eventName'))
  return {
    time,
    eventID: textAt(record, 'eventID') || textAt(record, 'eventId'),
    eventSource: textAt(record, 'eventSource'),
    eventName: textAt(record, 'eventName'),
    awsRegion: textAt(record, 'awsRegion'),
    account: textAt(record, 'recipientAccountId') || textAt(record, 'userIdentity', 'accountId') || textAt(record, 'accountId'),
    errorCode: textAt(record, 'errorCode'),
    readOnly: truthOf(textAt(record, 'readOnly')),
    identity,
    identityLabel: label,
    identityType: textAt(record, 'userIdentity', 'type'),
    accessKeyId: textAt(record, 'userIdentity', 'accessKeyId'),
    sourceIPAddress: textAt(record, 'sourceIPAddress'),
    userAgent: textAt(record, 'userAgent'),
    role: roleOfIssuer(textAt(record, 'userIdentity', 'sessionContext', 'sessionIssuer', 'arn')),
    sourceIdentity: textAt(record, 'userIdentity', 'sessionContext', 'sourceIdentity'),
    changedKey: keyChangeOf(record)?.key ?? '',
    ...(openingOf(record) ?? { opener: '', opens: '', issuedKey: '', sharedEventID: '' }),
  }
}

function truthOf(text: string): Facts['readOnly'] {
  const lower = text.trim().toLowerCase()
  return lower === 'true' || lower === 'false' ? lower : ''
}
