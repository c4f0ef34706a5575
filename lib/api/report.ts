import { z } from 'zod'
import { period, verdict } from '@/lib/journal/entry'
import { item, query, remark, reviewer } from '@/lib/journal/remark'
import { contract } from './contract'
import { dayStates, signOff } from './sign-offs'

/** A number, and the query string that selects the events behind it. */
const numbered = z.object({ count: z.int(), filter: query })

export const report = z.object({
  period,
  accounts: z.array(z.string()).describe('all, if there are none'),
  asOf: z.object({ entry: z.int().describe('the last entry of the journal that it knows'), hash: z.string().describe('of that entry'), batch: z.int().describe('the last batch of records that it counts') }),
  events: numbered,
  identities: z.int(),
  expected: z.int().describe('events that expectations cover'),
  severities: z.array(z.object({ severity: z.string(), ...numbered.shape })).describe('that one and those above'),
  requirements: z.array(z.object({ id: z.string(), asks: z.string(), shown: z.string(), events: numbered.nullable() })).describe('PCI DSS 4.0.1'),
  days: z.array(z.object({ date: z.string(), state: z.enum(dayStates), ...numbered.shape, by: z.array(reviewer), seconds: z.int().nullable(), openItems: z.int(), late: z.int(), signOffs: z.array(z.int()) })),
  signOffs: z.array(signOff),
  decisions: z.array(z.object({ seq: z.int(), item, verdict, by: reviewer, at: z.iso.datetime(), note: remark.nullable(), undone: z.boolean() })).describe('on items of the period, in their order'),
  exceptions: z.object({
    missingDays: z.array(z.string()),
    late: z.int().describe('records that arrived after sign-off and that nobody has looked at'),
    leftOpen: z.array(item).describe('items that were signed without a decision and have none'),
    escalated: z.array(z.object({ item, by: reviewer, at: z.iso.datetime(), note: remark.nullable() })).describe('suspicious items that are not closed'),
    closed: z.array(z.object({ item, by: reviewer, at: z.iso.datetime(), note: remark })),
  }),
  expectations: z.array(z.object({ seq: z.int(), filter: query, from: z.iso.datetime(), until: z.iso.datetime(), reason: remark, owner: z.string(), by: reviewer, events: numbered })),
})
export type Report = z.infer<typeof report>

const asOf = {
  entry: z.coerce.number().int().min(0).max(1_000_000_000).optional().describe('as of this entry of the journal; the last, if left out'),
  batch: z.coerce.number().int().min(0).max(1_000_000_000).optional().describe('of records up to this batch; the last, if left out'),
}

export const reportContract = contract('/api/report', {
  summary: 'The evidence of a period: what was reviewed, by whom, when, what was decided, what is missing. With entry and batch the same bytes again. Of the Filter’s choices, accounts count and no others',
  filtered: true,
  takes: z.object(asOf),
  answers: report,
})

export const reportFileContract = contract('/api/report/file', {
  summary: 'The report of a period as a file',
  filtered: true,
  takes: z.object({ ...asOf, format: z.enum(['json', 'csv']).default('json') }),
  answers: z.string(),
})
