import { z } from 'zod'

/** What an address of a record can be. */
export const addressKinds = [
  'public', 'private', 'loopback', 'shared', 'link-local', 'documentation', 'benchmark', 'multicast', 'unspecified', 'reserved', 'service', 'internal', 'none', 'text',
] as const

/** What is known of a `sourceIPAddress` without asking anybody. */
export const addressFacts = z.object({
  address: z.string().describe('as the record has it'),
  kind: z.enum(addressKinds).describe('public, or for what it is reserved; service and internal are AWS itself; text is no address'),
  words: z.string().describe('the same for people: `Germany, AS3320 Deutsche Telekom AG`, `private address (RFC 1918)`'),
  country: z.string().nullable().describe('two letters, ISO 3166-1; where the address is registered or announced to be, which is not always where it is'),
  network: z
    .object({ asn: z.int(), name: z.string(), isAmazon: z.boolean().describe('whether it is Amazon’s: AWS itself, or somebody who rents from it') })
    .nullable(),
})
export type AddressFacts = z.infer<typeof addressFacts>
