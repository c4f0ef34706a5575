import { z } from 'zod'
import { coverage, decided, eventMoment, period } from '@/lib/journal/entry'
import { item, query, remark, reviewer } from '@/lib/journal/remark'
import { change, contract } from './contract'

/** A sign-off as it was entered, and what came of it since. */
export const signOff = z.object({
  seq: z.int(),
  hash: z.string().describe('of its entry in the journal'),
  at: z.iso.datetime(),
  by: reviewer,
  period,
  accounts: z.array(z.string()).describe('all, if there are none'),
  counts: z.object({ events: z.int(), identities: z.int(), expected: z.int() }).describe('at that moment'),
  batch: z.int(),
  decided: z.array(decided),
  open: z.array(item),
  coverage,
  seconds: z.int().nullable(),
  note: remark.nullable(),
  filter: query.describe('selects the events of the period that had arrived'),
  late: z.int().describe('records that arrived after it and that no later sign-off has seen'),
  lateParts: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), late: z.int(), filter: query.describe('selects these') })).describe('the stretches of the period in which they lie, as far as no later sign-off has seen them'),
})
export type SignOff = z.infer<typeof signOff>

export const signOffsContract = contract('/api/signoffs', {
  summary: 'Who signed off which period, what was decided and open then, and what arrived since; newest first',
  filtered: false,
  takes: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    late: z.enum(['any']).optional().describe('any: of these, only those after which records arrived that nobody has looked at'),
  }),
  answers: z.object({ version: z.int(), total: z.int(), signOffs: z.array(signOff) }),
})

export const signOffContract = change('/api/signoffs', {
  summary: 'Signs a period off: what was seen, decided and left open, and how complete the records were, is entered as it is at that moment',
  sends: z.object({
    by: reviewer,
    from: eventMoment,
    to: eventMoment,
    tz: z.string().max(100).default('UTC'),
    accounts: z.array(z.string().min(1).max(50)).max(2_000).default([]).describe('all, if there are none'),
    items: z.array(z.unknown()).max(2_000).pipe(z.array(item)).describe('what the reviewer was shown'),
    startedAt: z.iso.datetime().optional().describe('when the review was opened'),
    note: remark.optional(),
    saw: z.int().min(0).optional().describe('the number of the last entry that was known: 409 if somebody signed the period since'),
  }),
  answers: z.object({ version: z.int(), signOff }),
})

export const dayStates = ['signed', 'reopened', 'partly', 'missing', 'no records', 'to come'] as const

export const calendarContract = contract('/api/calendar', {
  summary: 'The days of the Filter’s span, and which of them are signed. Of the Filter’s choices, accounts count and no others',
  filtered: true,
  takes: z.object({}),
  answers: z.object({
    version: z.int(),
    days: z.array(
      z.object({
        date: z.string().describe('as YYYY-MM-DD, in the zone of the Filter'),
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        state: z.enum(dayStates).describe('reopened: signed, and records arrived since'),
        events: z.int(),
        late: z.int().describe('records that arrived after the sign-off'),
        signOffs: z.array(z.int()).describe('those that hold of some of the day, by their number'),
        by: z.array(reviewer),
        seconds: z.int().nullable().describe('how long the reviews took'),
        openItems: z.int().describe('items that were left without a decision'),
      }),
    ),
    escalations: z.array(z.object({ item, by: reviewer, at: z.iso.datetime(), note: remark.nullable() })).describe('suspicious items that nobody closed, oldest first'),
    lastSigned: z.iso.datetime().nullable().describe('the latest time that is signed: the next review begins there'),
  }),
})
