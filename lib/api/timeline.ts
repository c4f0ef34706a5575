import { z } from 'zod'
import { contract } from './contract'

/** What a timeline can be stacked by. */
export const timelineKeys = ['class', 'service', 'event', 'identity', 'account', 'region', 'error', 'severity'] as const

export const timelineContract = contract('/api/timeline', {
  summary: 'Events per bucket of time, one series a value',
  filtered: true,
  takes: z.object({ by: z.enum(timelineKeys).default('class') }),
  answers: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    bucketSeconds: z.int().describe('nominal: a day on which clocks change is 23 or 25 hours long'),
    starts: z.array(z.iso.datetime()).describe('start of each bucket, cut in the zone of the Filter'),
    total: z.int(),
    gaps: z
      .array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() }))
      .describe('spans in which nothing at all is stored, whatever the Filter chooses: no data, which is not the same as no events'),
    series: z
      .array(z.object({ key: z.string(), label: z.string(), total: z.int(), counts: z.array(z.int()) }))
      .describe('largest first; `key` is what the URL takes; what is beyond the largest 20 is summed up in one keyed `other`'),
  }),
})
