import { z } from 'zod'
import { severity } from '@/lib/cloudtrail/facts'
import { storyKinds } from '@/lib/review/kinds'
import { contract } from './contract'
import { listedEvent } from './events'

/** One story of the queue. */
export const reviewItem = z.object({
  id: z.string().describe('the same for the same story, whatever is loaded later and whichever period it is seen in'),
  title: z.string(),
  kind: z.enum(storyKinds),
  who: z.string().describe('the identity whose story it is; the role of its sessions; the one who opened them, where that is known'),
  label: z.string().describe('what who is called'),
  severity,
  score: z.int().describe('what the order goes by: the sum of `points`'),
  identities: z.array(z.string()).describe('under which it was done, those with the most events first'),
  events: z.array(z.string()).describe('names of its events, the most telling first; none where it is about all that was done'),
  count: z.int(),
  expected: z.int().describe('of its events those that an expectation covers'),
  from: z.iso.datetime().describe('its first event'),
  to: z.iso.datetime().describe('its last event'),
  why: z.array(z.string()).describe('why it is on the queue and why so high, a sentence each'),
  points: z.array(z.int()).describe('what each sentence of `why` adds to the score'),
  filter: z.string().describe('the query string that selects its events'),
  event: z.string().nullable().describe('id of its most telling event'),
  starts: z.array(z.iso.datetime()).describe('of the buckets of `counts`'),
  counts: z.array(z.int()).describe('its events over the period'),
})
export type ReviewItem = z.infer<typeof reviewItem>

/** An hour in which an identity did far more than usual. */
export const unusualHour = z.object({
  identity: z.string().describe('for sessions, their role'),
  start: z.iso.datetime(),
  hour: z.int().describe('hour of day in the zone'),
  count: z.int(),
  usual: z.number(),
  why: z.string(),
})

export const reviewContract = contract('/api/review', {
  summary: 'What a person should look at of a period: stories, most important first',
  filtered: true,
  takes: z.object({ limit: z.coerce.number().int().min(1).max(100).default(40).describe('most items') }),
  answers: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    events: z.int(),
    identities: z.int(),
    before: z
      .array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), events: z.int() }))
      .describe('the same span one, two, three and four weeks before, as far back as the store goes'),
    items: z.array(reviewItem),
    left: z.int().describe('stories that matter too little, or are beyond the limit'),
    rank: z.string().describe('how the order is computed, in words'),
    unusual: z.array(unusualHour).describe('hours in which an identity did far more than it ever did at that hour'),
  }),
})

export const readingListContract = contract('/api/review/reading', {
  summary: 'Ordinary events of a period to be read through, spread over services and identities; the same each time it is asked',
  filtered: true,
  takes: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  answers: z.object({ events: z.array(listedEvent) }),
})
