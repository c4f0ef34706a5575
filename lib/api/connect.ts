import { z } from 'zod'
import { contract } from './contract'

export const connectContract = contract('/api/connect', {
  summary: 'Starts the desk again, on the AWS account whose credentials were found; only where it shows its sample',
  filtered: false,
  changes: true,
  takes: z.object({}),
  answers: z.object({ started: z.boolean().describe('false where there are no credentials, or the desk has sources of its own') }),
})
