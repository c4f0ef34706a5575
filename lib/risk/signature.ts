import type { EventClass, Severity } from '@/lib/cloudtrail/facts'
import { type TrailRecord, textAt } from '@/lib/cloudtrail/record'
import type { Catalogue } from './catalogue'
import { eventPart, signatureReasons } from './event-part'
import { readingNames } from './catalogue/names'
import { outcomeOf } from './outcome'
import { verdictOf } from './verdict'

/** The few fields of a record by which most verdicts can be given; many records share one. */
export interface Signature {
  eventSource: string
  eventName: string
  errorCode: string
  readOnly: 'true' | 'false' | ''
  identityType: string
  /** `userIdentity.invokedBy` is there and not empty, or the identity is a service. */
  invoked: boolean
  /** The first four characters of the access key id. */
  keyPrefix: string
  /** `mfaAuthenticated` as text, lower case. */
  mfa: string
  fromConsole: 'true' | 'false' | ''
  /** The session is named for an instance: `userIdentity.principalId` ends with `:i-` and hexadecimal digits. */
  machine: boolean
  /** The 1-based index of the first of the catalogue's `agentNeedles` that the user agent holds, or 0. */
  agent: number
}

/** The signature of a record. */
export function signatureOf(catalogue: Catalogue, record: TrailRecord): Signature {
  const identity = record.userIdentity
  const identityType = textAt(identity, 'type')
  return {
    eventSource: textAt(record, 'eventSource'),
    eventName: textAt(record, 'eventName'),
    errorCode: textAt(record, 'errorCode'),
    readOnly: truthOf(textAt(record, 'readOnly')),
    identityType,
    invoked: textAt(identity, 'invokedBy') !== '' || identityType === 'AWSService',
    keyPrefix: textAt(identity, 'accessKeyId').slice(0, 4),
    mfa: textAt(identity, 'sessionContext', 'attributes', 'mfaAuthenticated').toLowerCase(),
    fromConsole: truthOf(textAt(record, 'sessionCredentialFromConsole')),
    machine: /:i-[0-9a-f]+$/.test(textAt(identity, 'principalId')),
    agent: catalogue.agentOf(textAt(record, 'userAgent')),
  }
}

function truthOf(text: string): 'true' | 'false' | '' {
  const lower = text.trim().toLowerCase()
  return lower === 'true' || lower === 'false' ? lower : ''
}

/** Whether an event only reads: as it says itself, else as its name does. */
export const isReading = ({ readOnly, eventName }: Pick<Signature, 'readOnly' | 'eventName'>): boolean =>
  readOnly === 'true' || (readOnly === '' && readingNames.test(eventName))

/**
 * The verdict that a signature alone gives, and whether the record must be read to be sure. Where that is not needed,
 * and no values can matter or the record's text holds none of the catalogue's needles, `judge` gives the same class and
 * severity.
 */
export function judgeSignature(
  catalogue: Catalogue,
  signature: Signature,
): { class: EventClass; severity: Severity; needsRecord: boolean; hasValues: boolean } {
  const plan = catalogue.planOf(signature.eventSource, signature.eventName, isReading(signature))
  const event = eventPart(catalogue, plan, signature)
  const told = signatureReasons(catalogue, plan, signature).map(({ circumstance, severity }) => ({ class: circumstance.class, severity }))
  const named = { class: plan.class, severity: outcomeOf(event.severity, signature) }
  const { class: cls, severity } = verdictOf(plan.class, [named, ...told])
  return { class: cls, severity, needsRecord: plan.isBlind || event.open.length > 0, hasValues: plan.values.length > 0 }
}
