import { z } from 'zod'
import { remark, reviewer, subject } from '@/lib/journal/remark'
import { change, contract } from './contract'
import { longestInPath } from './in-path'

const note = z.object({ seq: z.int(), at: z.iso.datetime(), by: reviewer, on: subject, text: remark })
export type Note = z.infer<typeof note>

export const notesContract = contract('/api/notes', {
  summary: 'Notes, newest first',
  filtered: false,
  takes: z.object({
    on: z.string().max(longestInPath + 100).optional().describe('what they are about: event:ID, identity:IDENTITY, item:ID; all if left out'),
    from: z.iso.datetime().optional().describe('of notes on moments those from then on; others are left out'),
    to: z.iso.datetime().optional().describe('of notes on moments those before; others are left out'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  answers: z.object({ version: z.int(), total: z.int(), notes: z.array(note) }),
})

export const noteContract = change('/api/notes', {
  summary: 'Leaves a note on an item, an event, an identity or a moment of the timeline',
  sends: z.object({ by: reviewer, on: subject, text: remark }),
  answers: z.object({ version: z.int(), note }),
})
