import { z } from 'zod'
import { eventClass, severity, sourceKind } from '@/lib/cloudtrail/facts'
import { reason } from '@/lib/risk/reason'
import { contract } from './contract'

/** One event as lists show it. Text is as the record spells it; '' stands for what the record does not say. */
export const listedEvent = z.object({
  eventID: z.string().describe('as in the record; without one there, `content-` and a hash of the record'),
  eventTime: z.iso.datetime(),
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: z.string(),
  recipientAccountId: z.string(),
  identity: z.string().describe('canonical identity; /api/facets gives its spelling for the URL'),
  identityLabel: z.string(),
  identityType: z.string(),
  accessKeyId: z.string(),
  role: z.string().describe('ARN of the role that it acted as'),
  sourceIPAddress: z.string(),
  userAgent: z.string(),
  errorCode: z.string(),
  outcome: z.string().describe('the error code, or Failure where a sign-in failed without one'),
  readOnly: z.boolean().nullable().describe('null where the record does not say'),
  target: z.string().describe('what it was done to'),
  sentence: z.string().describe('the event in words'),
  class: eventClass,
  severity,
  source: sourceKind.describe('where the record came from'),
  sources: z.array(sourceKind).describe('all that told of it: a record from S3 or a folder takes the place of the one from LookupEvents'),
  reasons: z.array(reason).describe('why it is highlighted, and where'),
})
export type ListedEvent = z.infer<typeof listedEvent>

export const eventsContract = contract('/api/events', {
  summary: 'The events, newest first',
  filtered: true,
  takes: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().max(500).optional().describe('`nextCursor` or `previousCursor` of another page, or an ISO 8601 instant: the page begins there'),
    direction: z.enum(['older', 'newer']).optional().describe('which way the page goes on from the cursor, older if left out; it is newest first either way'),
    around: z.string().min(1).max(2000).optional().describe('id of an event, instead of a cursor: an older page begins with it, a newer one lies beyond it'),
  }),
  answers: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    total: z.int(),
    events: z.array(listedEvent),
    nextCursor: z.string().nullable().describe('cursor of the page that is older; null on the last page'),
    previousCursor: z.string().nullable().describe('cursor, with direction=newer, of the page that is newer; null on the newest page'),
  }),
})

export const eventContract = contract('/api/events/{eventID}', {
  summary: 'One event with its raw record',
  filtered: false,
  takes: z.object({ eventID: z.string().min(1).max(2000) }),
  answers: listedEvent.extend({
    raw: z.string().describe('the record exactly as AWS wrote it'),
    file: z.string().describe('the file that brought it'),
  }),
})
