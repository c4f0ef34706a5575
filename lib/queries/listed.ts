import 'server-only'
import { z } from 'zod'
import type { ListedEvent } from '@/lib/api/events'
import { eventIdOf } from '@/lib/cloudtrail/event-id'
import { eventClass, severity, sourceKind } from '@/lib/cloudtrail/facts'
import { factsOf } from '@/lib/cloudtrail/facts-of'
import { parseRecord, type TrailRecord } from '@/lib/cloudtrail/record'
import { sentenceOf, summaryOf } from '@/lib/cloudtrail/summary'
import { sql } from '@/lib/engine/sql'
import { spellMoment } from '@/lib/filter/moment'
import type { Catalogue } from '@/lib/risk/catalogue'
import { judge } from '@/lib/risk/judge'

/** What the store has of an event that a list shows; the rest is read from its record. */
export const storedEvent = z.object({ seconds: z.int(), class: eventClass, severity, source: sourceKind, raw: z.string() })
export type StoredEvent = z.infer<typeof storedEvent>

/** The columns of a stored event. */
export const storedColumns = sql`toUnixTimestamp(time) AS seconds, class, severity, source, raw`

/**
 * An event as lists show it, with the reasons that the present rules give.
 * @param isTold whether LookupEvents told of it as well as where its record came from
 */
export function listed(stored: StoredEvent, catalogue: Catalogue, isTold = false): ListedEvent {
  const record = readRecord(stored.raw)
  const facts = factsOf(record)
  const summary = summaryOf(record)
  const readOnly = facts?.readOnly ?? ''
  return {
    eventID: eventIdOf(facts?.eventID ?? '', stored.raw),
    eventTime: spellMoment(new Date(stored.seconds * 1000)),
    eventSource: facts?.eventSource ?? '',
    eventName: facts?.eventName ?? '',
    awsRegion: facts?.awsRegion ?? '',
    recipientAccountId: facts?.account ?? '',
    identity: facts?.identity ?? 'unknown',
    identityLabel: facts?.identityLabel ?? 'unknown',
    identityType: facts?.identityType ?? '',
    accessKeyId: facts?.accessKeyId ?? '',
    role: facts?.role ?? '',
    sourceIPAddress: facts?.sourceIPAddress ?? '',
    userAgent: facts?.userAgent ?? '',
    errorCode: facts?.errorCode ?? '',
    outcome: summary.error,
    readOnly: readOnly === '' ? null : readOnly === 'true',
    target: summary.target,
    sentence: sentenceOf(record, facts?.identityLabel ?? 'unknown', summary),
    class: stored.class,
    severity: stored.severity,
    source: stored.source,
    sources: isTold ? [stored.source, 'lookup'] : [stored.source],
    reasons: judge(catalogue, record).reasons,
  }
}

/** One record that cannot be read must not take the page with it. */
function readRecord(raw: string): TrailRecord {
  try {
    return parseRecord(raw)
  } catch {
    return {}
  }
}
