import { z } from 'zod'
import { contract } from './contract'

export const exportContract = contract('/api/export', {
  summary: 'Everything that the Filter selects, streamed: ndjson is the raw records, one a line; csv is the columns of the list',
  filtered: true,
  takes: z.object({ format: z.enum(['ndjson', 'csv']).default('ndjson') }),
  answers: z.string(),
})
