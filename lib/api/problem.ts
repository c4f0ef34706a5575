import { z } from 'zod'

/** An error as RFC 9457 has it, and what a person can do about it. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  parameter: z.string().optional().describe('the parameter that is meant'),
  takes: z.string().optional().describe('what that parameter takes'),
  todo: z.string().optional().describe('what to do next'),
})
export type Problem = z.infer<typeof problem>
