import { z } from 'zod'
import { contract } from './contract'
import { longestInPath, textInPath } from './in-path'

/** What two sides are compared by. */
export const comparedFields = ['event', 'service', 'error', 'region', 'account', 'network', 'role'] as const

const instant = z.iso.datetime()
const side = z.object({ identity: z.string(), value: z.string().describe('what the URL takes'), label: z.string(), from: instant, to: instant, total: z.int() })
const difference = z.object({
  label: z.string(),
  count: z.int().describe('events of the side that has it'),
  parameter: z.enum(['event', 'service', 'error', 'region', 'account', 'ip', 'role']).describe('the Filter’s parameter that selects them'),
  values: z.array(z.string()).describe('what the URL takes; of a network its most frequent addresses'),
})

export const compareContract = contract('/api/identities/{identity}/compare', {
  summary: 'Two identities, or one in two periods: what one did that the other never did',
  filtered: true,
  takes: z.object({
    identity: textInPath.describe(`a canonical identity as it is, of at most ${longestInPath} characters`),
    with: z
      .string()
      .min(1)
      .max(2000)
      .describe('another identity, as it is; or another period of the same one: `before` (as long, and just before), or two times as `from` takes them with `..` between them'),
  }),
  answers: z.object({
    one: side,
    other: side.describe('of an identity, in the same span; of a period, the same identity'),
    fields: z.array(
      z.object({
        field: z.enum(comparedFields),
        both: z.int().describe('values that both have'),
        onlyOne: z.array(difference).describe('most events first'),
        onlyOther: z.array(difference),
        totalOnlyOne: z.int(),
        totalOnlyOther: z.int(),
      }),
    ),
  }),
})
