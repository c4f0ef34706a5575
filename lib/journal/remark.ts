import { z } from 'zod'
import { severity } from '@/lib/cloudtrail/facts'
import { BadParameter, filterFrom } from '@/lib/filter/filter'

/** What people write, and what about. Apart from the entries that hold it, as notes are read on every page. */

/** Text that people write; control characters but line breaks would only hide something. */
export const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most, `has at most ${most} characters`).regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u, 'holds a control character')
export const line = (most: number) => z.string().trim().min(1, 'must not be empty').max(most, `has at most ${most} characters`).regex(/^\P{Cc}*$/u, 'holds a control character')

/** As long as an identity is that a path can name (lib/api/in-path.ts). */
export const longestIdentity = 12_000

/** What names somebody: without what turns the direction of the text beside it, and without half a character. */
export const name = (most: number) => line(most).regex(/^[^\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, 'holds a character that turns or breaks text')

/** Who acts: a name that the reviewer gave. */
export const reviewer = name(80).describe('the reviewer’s name')
export const remark = text(4_000).describe('free text')

/** Characters that a Filter in an entry may have. */
export const longestQuery = 8_000
/** Filters that were read and are good: an item's stands in each decision on it, and in its sign-off. */
const known = new Set<string>()
const mostKnown = 2_000
/** A Filter as the URL spells it. */
export const query = z
  .string()
  .max(longestQuery, { abort: true })
  .superRefine((value, context) => {
    if (known.has(value)) return
    try {
      filterFrom(value)
      if (known.size >= mostKnown) known.clear()
      known.add(value)
    } catch (error) {
      if (!(error instanceof BadParameter)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })
  .describe('a Filter as the query string of a URL')

/** What was to be decided about, so told that the journal stands by itself. */
export const item = z.object({
  id: z.string().min(1).max(500).describe('the item’s id, as /api/review gives it'),
  title: line(1_000).describe('the item in a sentence'),
  filter: query.describe('selects the item’s events'),
  severity: severity.optional(),
})
export type Item = z.infer<typeof item>

/** What a note is about. */
export const subject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), item }),
  z.object({ kind: z.literal('event'), eventID: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('identity'), identity: z.string().min(1).max(longestIdentity).describe('canonical identity') }),
  z.object({ kind: z.literal('moment'), at: z.iso.datetime().describe('a moment of the timeline') }),
])
export type Subject = z.infer<typeof subject>
