import { z } from 'zod'
import { addressFacts } from '@/lib/addresses/address-facts'
import { contract } from './contract'

export const addressesContract = contract('/api/addresses', {
  summary: 'What is known of addresses: network, country, or what they are reserved for; looked up in files, without asking anybody',
  filtered: false,
  takes: z.object({
    of: z
      .string()
      .min(1)
      .max(12_000)
      .transform((text) => text.split(','))
      .pipe(z.array(z.string()).max(200))
      .describe('at most 200 addresses as records have them, separated by commas'),
  }),
  answers: z.object({ addresses: z.array(addressFacts).describe('in the order in which they were asked for') }),
})
