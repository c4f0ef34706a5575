import { z } from 'zod'

/**
 * An answer of LookupEvents, as far as it is read: every member may be missing.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookupPage = z.object({
  Events: z
    .array(z.object({ EventId: z.string().optional(), EventTime: z.date().optional(), CloudTrailEvent: z.string().optional() }).loose())
    .default([]),
  NextToken: z.string().optional(),
})

/** An event of a page: its id, its time, and its record as CloudTrail wrote it. */
export interface LookedUp {
  id: string
  /** Seconds since 1970; undefined where AWS gives none. */
  time: number | undefined
  raw: string
}

/** Where AWS gives no record, what it gives instead is kept, to be counted and shown as what cannot be read. */
export const lookedUp = ({ Events }: z.output<typeof lookupPage>): LookedUp[] =>
  Events.map((event) => ({
    id: event.EventId ?? '',
    time: event.EventTime && Math.floor(event.EventTime.getTime() / 1_000),
    raw: event.CloudTrailEvent ?? JSON.stringify(event),
  }))
