import { z } from 'zod'

/** How well it is known who opened a session. */
export const certainty = z
  .enum(['key', 'record', 'guess'])
  .describe('`key`: a record gave this key to the opener; `record`: a record names both, without a key; `guess`: what the session says or is called makes it likely. The Filter’s `actor` follows the first two')

/** One step of the chain from a session to who opened it. */
export const link = z.object({
  opener: z.string().describe('canonical identity, or only a name where it is a guess'),
  key: z.string().describe('the key that the opener used, or empty'),
  certainty,
  why: z.string(),
  event: z.string().describe('the call that opened it, or empty'),
  at: z.iso.datetime().nullable().describe('when it was opened'),
})
export type Link = z.infer<typeof link>
