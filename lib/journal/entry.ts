import { z } from 'zod'
import { identityKind } from '@/lib/cloudtrail/identity-kind'
import { item, longestIdentity, name, query, remark, reviewer, subject } from './remark'

/** What the journal may hold. An entry is never changed: what is taken back is taken back by another entry. */

/** Who answers for an expectation. */
export const owner = name(200)
const number = z.int().min(1).describe('the number of an entry')

export const verdicts = ['expected', 'suspicious', 'unclear', 'done'] as const
export const verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof verdict>

/** A moment that events may have: the store knows none before 1970, and none after 2105. */
export const eventMoment = z.iso.datetime().refine((text) => Date.parse(text) >= 0 && Date.parse(text) < Date.UTC(2106), 'lies between 1970 and 2105')

/** A span of time: `from` is in it, `to` is not. */
export const period = z.object({ from: z.iso.datetime(), to: z.iso.datetime(), tz: z.string().max(100) })

export const decided = item.extend({ verdict, by: reviewer, at: z.iso.datetime(), note: remark.optional() })

/** How complete the records were, as /api/coverage told. */
export const coverage = z.object({
  completeTo: z.iso.datetime().nullable(),
  spans: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), state: z.string(), why: z.string(), places: z.int().describe('accounts and regions in this state') })),
})

const whats = {
  decision: z.object({ kind: z.literal('decision'), item, verdict, note: remark.optional() }),
  undo: z.object({ kind: z.literal('undo'), item, undoes: number.describe('the decision that holds no longer') }),
  note: z.object({ kind: z.literal('note'), on: subject, text: remark }),
  expectation: z.object({
    kind: z.literal('expectation'),
    filter: query.describe('who, what and from where; its times are left out'),
    from: z.iso.datetime().describe('events from then on are expected'),
    until: z.iso.datetime().describe('events from then on are expected no longer'),
    reason: remark,
    owner,
  }),
  'expectation ended': z.object({ kind: z.literal('expectation ended'), expectation: number, reason: remark }),
  'sign-off': z.object({
    kind: z.literal('sign-off'),
    period,
    accounts: z.array(z.string().max(50)).max(2_000).describe('all, if there are none'),
    counts: z.object({ events: z.int(), identities: z.int(), expected: z.int() }).describe('at that moment; `expected` are events that expectations cover'),
    batch: z.int().describe('the last batch of records that was stored'),
    decided: z.array(decided).max(2_000),
    open: z.array(item).max(2_000).describe('items without a decision'),
    coverage,
    seconds: z.int().min(0).nullable().describe('from opening the review to signing it'),
    note: remark.optional(),
  }),
  'escalation closed': z.object({ kind: z.literal('escalation closed'), item, decision: number.describe('the decision that was suspicious'), note: remark }),
  'rule change': z.object({
    kind: z.literal('rule change'),
    section: z.enum(['accounts', 'attackTools', 'events', 'values', 'off']),
    before: z.string().max(20_000).nullable().describe('the entry of the rules file, as YAML'),
    after: z.string().max(20_000).nullable(),
  }),
  'identity kind': z.object({
    kind: z.literal('identity kind'),
    identity: z.string().min(1).max(longestIdentity).describe('canonical identity'),
    is: identityKind.nullable().describe('what it is; null for what it is found to be'),
  }),
  recovery: z.object({ kind: z.literal('recovery'), cutOff: z.array(z.string().max(8_000_000)).max(100).describe('what was left of writes that a sudden end cut off, in Base64; none of them had been acknowledged') }),
}

/** What the journal puts on every entry. */
const stamps = {
  seq: number.describe('1, 2, 3, …'),
  at: z.iso.datetime(),
  by: reviewer,
  prev: z.string().regex(/^[0-9a-f]{64}$/).describe('the hash of the entry before; 64 zeros in the first'),
}

export const entry = z.discriminatedUnion('kind', [
  whats.decision.extend(stamps),
  whats.undo.extend(stamps),
  whats.note.extend(stamps),
  whats.expectation.extend(stamps),
  whats['expectation ended'].extend(stamps),
  whats['sign-off'].extend(stamps),
  whats['escalation closed'].extend(stamps),
  whats['rule change'].extend(stamps),
  whats['identity kind'].extend(stamps),
  whats.recovery.extend(stamps),
])
export type Entry = z.infer<typeof entry>
export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>

/** What someone wants to have entered. */
export type What = z.infer<(typeof whats)[keyof typeof whats]>

/** Who writes what no person does. */
export const deskItself = 'Traildesk'
