'use client'

import type { AddressFacts } from '@/lib/addresses/address-facts'
import { addressesContract } from '@/lib/api/addresses'
import { useAnswer } from '@/lib/api/use-answer'

/** As many addresses as are asked for at once. */
const most = 200

/** What is known of addresses, as far as the answer is there. Texts with a comma, which are no addresses, are left out. */
export function useAddressFacts(addresses: readonly string[]): ReadonlyMap<string, AddressFacts> {
  const asked = [...new Set(addresses)].filter((address) => address !== '' && !address.includes(',')).slice(0, most)
  const { data } = useAnswer(addressesContract, { of: asked.join(',') }, { enabled: asked.length > 0 })
  return new Map(data?.addresses.map((facts) => [facts.address, facts]))
}
