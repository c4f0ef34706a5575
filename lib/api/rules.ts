import { z } from 'zod'
import { eventClass, severity } from '@/lib/cloudtrail/facts'
import { query, reviewer } from '@/lib/journal/remark'
import { draft } from '@/lib/risk/draft'
import { sections } from '@/lib/risk/team-file'
import { change, contract } from './contract'

const origin = z.enum(['built-in', 'file', 'page']).describe('what Traildesk brings along, the team’s file, or this page: of two about the same thing the later one wins')

const rule = z.object({
  id: z.string().describe('as it stands in the reasons of events'),
  kind: z.enum(['event', 'name', 'value', 'condition']).describe('an event by its name, a pattern on names, a value in the record, or a condition that changes an event’s severity'),
  name: z.string().describe('what it is about'),
  class: eventClass,
  severity,
  why: z.string(),
  techniques: z.array(z.string()),
  from: origin,
  over: z.array(origin).describe('where else it is written, and does not apply'),
  off: origin.nullable().describe('where it is switched off'),
  hits: z.int().nullable().describe('events of the last 30 days stored whose name it judges; null where records would have to be read'),
  filter: query.nullable().describe('selects these events'),
  section: z.enum(sections).nullable().describe('the section of the file in which it can be written anew'),
  draft: draft.describe('it as a form for that'),
  written: z.string().nullable().describe('the entry of this page, as YAML'),
})
export type Rule = z.infer<typeof rule>

const listed = z.object({ value: z.string(), from: origin })

const problem = z.object({ from: origin, line: z.int().describe('in the file; 0 on the page'), message: z.string() })
const ruleChange = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  by: reviewer,
  section: z.enum(sections),
  before: z.string().nullable(),
  after: z.string().nullable(),
  holds: z.boolean().describe('whether what it wrote stands, so that it can be undone'),
})
export type RuleChange = z.infer<typeof ruleChange>

export const rulesContract = contract('/api/rules', {
  summary: 'The rules by which events are judged, where each is written, and what the last 30 days stored hold of it',
  filtered: false,
  takes: z.object({}),
  answers: z.object({
    version: z.int().describe('of the journal'),
    file: z.string().nullable().describe('the team’s file'),
    judging: z.number().min(0).max(1).nullable().describe('share of what is stored that is judged again; null if all is judged by these rules'),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    total: z.int().describe('events of these days'),
    rules: z.array(rule),
    accounts: z.array(listed).describe('the team’s own accounts'),
    attackTools: z.array(listed).describe('tools for assessments that the team uses itself'),
    problems: z.array(problem).describe('what is written and does not apply'),
    changes: z.array(ruleChange).describe('on this page, newest first, at most 50'),
  }),
})

/** What is to be done to one entry of the page. */
const edit = { section: z.enum(sections), action: z.enum(['write', 'remove']).describe('writes it, in place of one about the same thing; or takes it back') }

const counts = z.object({ severity, count: z.int() })

const flagging = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  total: z.int().describe('all events of these days'),
  concerned: z.int().describe('events whose name is judged otherwise'),
  read: z.int().describe('how many of them were read, by chance of their id; what follows is reckoned from these'),
  flagged: z.int().describe('events that would be highlighted by it, or would be no longer'),
  isExact: z.boolean().describe('all concerned were read'),
  expected: z.int().describe('of those flagged, events that expectations cover'),
  before: z.array(counts).describe('those concerned by severity, as the rules are'),
  after: z.array(counts).describe('and as they would be'),
  identities: z.array(z.object({ key: z.string(), label: z.string(), count: z.int() })).describe('who did what is flagged; those with the most events'),
  totalIdentities: z.int(),
  events: z.array(z.object({ eventID: z.string(), eventTime: z.iso.datetime(), eventName: z.string(), identity: z.string(), identityLabel: z.string() })).describe('some of those flagged'),
})
/** What other rules would have flagged in the last 30 days stored. */
export type Flagging = z.infer<typeof flagging>

export const rulePreviewContract = contract('/api/rules/preview', {
  summary: 'What a change of the rules would have flagged in the last 30 days stored',
  filtered: false,
  takes: z.object({ ...edit, ...draft.shape }),
  answers: flagging.extend({
    problems: z.array(z.string()).describe('what is wrong with the entry; then nothing else is told'),
    written: z.string().nullable().describe('the entry of this page that it would take the place of'),
  }),
})

export const ruleHitsContract = contract('/api/rules/hits', {
  summary: 'How many events of the last 30 days stored a rule highlights, by reading records',
  filtered: false,
  takes: z.object({ id: z.string().min(1).max(8_000).describe('the rule’s id') }),
  answers: z.object({ concerned: z.int().describe('events that it is about, by their names'), read: z.int(), hits: z.int(), isExact: z.boolean(), events: z.array(z.string()).describe('ids of some') }),
})

const done = z.object({ version: z.int(), seq: z.int() })

export const ruleChangeContract = change('/api/rules', {
  summary: 'Writes an entry of the rules, or takes one back; it applies from then on, and what is stored is judged again',
  sends: z.object({ by: reviewer, ...edit, entry: draft, saw: z.string().nullable().describe('the entry of this page about the same thing, as it was seen') }),
  answers: done,
})

export const ruleUndoContract = change('/api/rules/undo', {
  summary: 'Takes a change of the rules back, by another',
  sends: z.object({ by: reviewer, seq: z.int().min(1).describe('the change') }),
  answers: done,
})

const fileText = z.string().min(1).max(1_000_000).describe('YAML, as --rules takes it')
const leftOut = z.array(z.object({ line: z.int(), message: z.string() })).describe('entries with a mistake')

export const ruleImportPreviewContract = change('/api/rules/import/preview', {
  summary: 'What the import of a rules file would change, and would have flagged in the last 30 days stored. Enters nothing',
  sends: z.object({ text: fileText }),
  answers: flagging.extend({
    saw: z.int().describe('the last change of the rules that was known, 0 if there was none'),
    changes: z.array(z.object({ section: z.enum(sections), line: z.int(), before: z.string().nullable().describe('the entry of this page that it takes the place of, as YAML'), after: z.string() })),
    same: z.int().describe('entries that stand so already'),
    kept: z.array(z.object({ section: z.enum(sections), yaml: z.string() })).describe('entries of this page that the file does not name; an import takes none out'),
    problems: leftOut,
  }),
})

export const ruleImportContract = change('/api/rules/import', {
  summary: 'Writes the entries of a rules file, each as a change of its own; those with a mistake are left out and named. 409 if somebody changed the rules since',
  sends: z.object({ by: reviewer, text: fileText, saw: z.int().min(0).optional().describe('`saw` of the preview; left out, whatever holds is overruled') }),
  answers: z.object({ version: z.int(), entered: z.int(), same: z.int().describe('entries that stood so already'), problems: leftOut }),
})

export const ruleFileContract = contract('/api/rules/file', {
  summary: 'The team’s rules, those of its file and of the page, as the YAML file that --rules takes',
  filtered: false,
  takes: z.object({}),
  answers: z.string(),
})
