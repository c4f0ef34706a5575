import { z } from 'zod'
import { verdict } from '@/lib/journal/entry'
import { item, remark, reviewer } from '@/lib/journal/remark'
import { change, contract } from './contract'

const decision = z.object({ seq: z.int(), at: z.iso.datetime(), by: reviewer, verdict, note: remark.nullable() })

/** What holds of one item. */
export const decidedItem = z.object({
  item,
  decision: decision.nullable().describe('null if there was one and it was undone'),
  before: z.array(decision).describe('what held before, oldest first; the last 20, if there were more'),
  last: z.int().describe('number of the entry that changed it last: what the next decision says was seen'),
  escalation: decision.nullable().describe('the decision that it is suspicious, until that is closed or undone'),
})
export type DecidedItem = z.infer<typeof decidedItem>

export const decisionsContract = contract('/api/decisions', {
  summary: 'What holds of items, of those that were decided about',
  filtered: false,
  takes: z.object({ ids: z.string().min(1).max(100_000).transform((text) => text.split(',').filter(Boolean)).describe('ids of items, as /api/review gives them, separated by commas') }),
  answers: z.object({ version: z.int().describe('the number of the last entry in the journal'), items: z.array(decidedItem) }),
})

export const decideContract = change('/api/decisions', {
  summary: 'Decides about an item, or undoes the decision that holds. 409 if somebody decided meanwhile',
  sends: z.object({
    by: reviewer,
    item,
    verdict: z.enum([...verdict.options, 'undo']),
    note: remark.optional(),
    saw: z.int().min(0).optional().describe('`last` of the item as it was shown, 0 if nobody had decided; left out, whatever holds is overruled'),
  }),
  answers: z.object({ version: z.int(), item: decidedItem }),
})

export const escalationContract = change('/api/escalations', {
  summary: 'Closes an escalation: what became of a suspicious item',
  sends: z.object({ by: reviewer, id: z.string().min(1).max(500).describe('the item’s id'), note: remark }),
  answers: z.object({ version: z.int(), item: decidedItem }),
})
