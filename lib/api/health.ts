import { z } from 'zod'
import { contract } from './contract'
import { tally } from './sources'

export const healthContract = contract('/api/health', {
  summary: 'Whether pages are served and everything that the sources have now is stored, and why not',
  filtered: false,
  takes: z.object({}),
  answers: z.object({
    ready: z.boolean(),
    loading: z.boolean(),
    ...tally.shape,
    progress: z.number().min(0).max(1).nullable().describe('share of the bytes found that is read'),
    newest: z.iso.datetime().nullable().describe('time of the newest event'),
    version: z.int().describe('grows whenever what is stored changes'),
    journal: z.int().describe('the number of the last entry in the journal: another whenever something was entered'),
    judging: z.number().min(0).max(1).nullable().describe('share of what is stored that is judged again, since rules have changed; null if all is judged by them'),
    problems: z.array(z.string()),
  }),
})
