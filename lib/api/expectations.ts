import { z } from 'zod'
import { eventMoment, owner } from '@/lib/journal/entry'
import { query, remark, reviewer } from '@/lib/journal/remark'
import { change, contract } from './contract'

/** What speaks against an expectation. */
const warning = z.object({ kind: z.enum(['nothing', 'too much']), text: z.string() })
export type ExpectationWarning = z.infer<typeof warning>

export const expectation = z.object({
  seq: z.int().describe('the number of the entry that gave it'),
  at: z.iso.datetime(),
  by: reviewer,
  filter: query.describe('who, what and from where'),
  from: z.iso.datetime().describe('events from then on are expected'),
  until: z.iso.datetime().describe('its expiry'),
  reason: remark,
  owner: z.string(),
  ended: z.object({ at: z.iso.datetime(), by: reviewer, reason: remark }).nullable().describe('who ended it before its expiry, and why'),
  state: z.enum(['holds', 'ended', 'expired']),
  hits: z.int().describe('events that it covers, of all that is stored'),
  recent: z.int().describe('events that its filter selects in the last 30 days that are stored'),
  covers: query.describe('selects the events that it covers'),
  warnings: z.array(warning),
})
export type Expectation = z.infer<typeof expectation>

export const expectationsContract = contract('/api/expectations', {
  summary: 'What is expected, by whose word, until when, and what it covers',
  filtered: false,
  takes: z.object({}),
  answers: z.object({ version: z.int(), from: z.iso.datetime().describe('start of the last 30 days that are stored'), to: z.iso.datetime(), expectations: z.array(expectation) }),
})

export const expectationPreviewContract = contract('/api/expectations/preview', {
  summary: 'What an expectation of this Filter would have matched in the last 30 days; its own span does not matter',
  filtered: true,
  takes: z.object({}),
  answers: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    total: z.int().describe('events that it would have matched'),
    all: z.int().describe('all events of these days'),
    days: z.array(z.object({ date: z.string(), count: z.int() })),
    identities: z.array(z.object({ key: z.string(), label: z.string(), count: z.int() })).describe('those with the most events'),
    totalIdentities: z.int(),
    filter: query.describe('selects these events'),
    warnings: z.array(warning),
  }),
})

export const expectContract = change('/api/expectations', {
  summary: 'Expects events from now on, until an expiry; they are still counted, and shown on request',
  sends: z.object({
    by: reviewer,
    filter: query,
    from: eventMoment.optional().describe('now, if left out'),
    until: z.iso.datetime().describe('at most 366 days from now'),
    reason: remark,
    owner,
  }),
  answers: z.object({ version: z.int(), seq: z.int() }),
})

export const expectationEndContract = change('/api/expectations/end', {
  summary: 'Ends an expectation before its expiry',
  sends: z.object({ by: reviewer, seq: z.int().min(1), reason: remark }),
  answers: z.object({ version: z.int() }),
})
