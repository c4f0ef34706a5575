import 'server-only'
import { eventIdOf } from '@/lib/cloudtrail/event-id'
import type { SourceKind } from '@/lib/cloudtrail/facts'
import { factsOf } from '@/lib/cloudtrail/facts-of'
import { parseRecord, type TrailRecord } from '@/lib/cloudtrail/record'
import { serviceOf } from '@/lib/cloudtrail/service'
import type { Catalogue } from '@/lib/risk/catalogue'
import { judge } from '@/lib/risk/judge'

/** A record as the columns of the tables `events` and `careful` hold it; `eventID` stands for its hash there. */
export type EventRow = ReturnType<typeof rowFrom>

/** What brought a record. */
export interface Delivery {
  source: SourceKind
  file: number
  batch: number
}

/**
 * The row of a record, or why it can have none.
 * @throws SyntaxError if it is not a JSON object
 */
export function eventRow(raw: string, catalogue: Catalogue, delivery: Delivery): EventRow | string {
  const record = parseRecord(raw)
  const facts = factsOf(record)
  if (facts === undefined) return 'The record has no time that can be read.'
  return rowFrom(raw, record, facts, catalogue, delivery)
}

function rowFrom(raw: string, record: TrailRecord, facts: NonNullable<ReturnType<typeof factsOf>>, catalogue: Catalogue, delivery: Delivery) {
  const verdict = judge(catalogue, record)
  return {
    ...delivery,
    time: facts.time,
    eventID: eventIdOf(facts.eventID, raw),
    class: verdict.class,
    severity: verdict.severity,
    service: serviceOf(facts.eventSource),
    event: facts.eventName,
    region: facts.awsRegion,
    account: facts.account,
    identity: facts.identity,
    label: facts.identityLabel,
    type: facts.identityType,
    key: facts.accessKeyId,
    ip: facts.sourceIPAddress,
    agent: facts.userAgent,
    error: facts.errorCode,
    readonly: facts.readOnly,
    issued: facts.issuedKey || facts.changedKey,
    role: facts.role,
    source_identity: facts.sourceIdentity,
    opener: facts.opener,
    opens: facts.opens,
    shared: facts.sharedEventID,
    raw,
  }
}
