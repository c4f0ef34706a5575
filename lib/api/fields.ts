import { z } from 'zod'
import { contract } from './contract'

export const fieldsContract = contract('/api/fields', {
  summary: 'The paths at which records of the Filter hold values, most frequent first, for the parameter `field`',
  filtered: true,
  takes: z.object({
    prefix: z.string().max(2000).default('').describe('what the paths begin with, case ignored'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  answers: z.object({
    sampled: z.int().describe('records that were read: the newest ones'),
    fields: z.array(
      z.object({
        path: z.string().describe('as the URL takes it, before the colon'),
        count: z.int().describe('records, of those read, that hold a value there'),
        values: z.array(
          z.object({
            value: z.string().describe('what the URL takes for `field`: the path and this value'),
            label: z.string(),
            count: z.int(),
          }),
        ).describe('the most frequent values; long ones are left out'),
      }),
    ),
  }),
})
