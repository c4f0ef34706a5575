import { z } from 'zod'
import { contract } from './contract'

/** How well an hour is covered, best first. */
export const coverStates = ['complete', 'provisional', 'fetching', 'failed', 'missing'] as const
export type CoverState = (typeof coverStates)[number]

const state = z.enum(coverStates).describe('complete: a trail delivers to it, and all that it delivered is stored; provisional: LookupEvents alone has told of it')

export const coverageContract = contract('/api/coverage', {
  summary: 'How complete the store is, of each account and region by hour or day, and why',
  filtered: true,
  takes: z.object({
    by: z.enum(['hour', 'day']).default('hour'),
    limit: z.coerce.number().int().min(0).max(5000).default(1000).describe('rows'),
  }),
  answers: z.object({
    from: z.iso.datetime().describe('of the Filter, but no more than 4,000 days (416 by hour) before `to`'),
    to: z.iso.datetime().describe('of the Filter, but not in the future'),
    starts: z.array(z.iso.datetime()).describe('start of each hour or day, cut in the zone of the Filter'),
    totalRows: z.int(),
    rows: z
      .array(
        z.object({
          account: z.string(),
          region: z.string(),
          sources: z.array(z.string()),
          runs: z.array(z.object({ cells: z.int(), state, why: z.string() })).describe('so many hours or days in a row that are alike, oldest first; the worst of a cell tells'),
        }),
      )
      .describe('accounts and regions that the Filter chooses and a source knows of'),
    whole: z
      .array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), state, why: z.string(), places: z.int().describe('how many accounts and regions are in this state') }))
      .describe('all rows as one, to the quarter of an hour: the worst of those that have begun'),
    completeTo: z.iso.datetime().nullable().describe('up to then it is complete, as far as it is so at all; null if nothing is'),
  }),
})
