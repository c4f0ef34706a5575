import type { AddressFacts } from './address-facts'

/** What the network of an address is called; of one that is none of the internet, what it is instead. Undefined where a record names no address. */
export function networkName({ address, kind, network, country, words }: AddressFacts): string | undefined {
  if (kind === 'none') return undefined
  if (network) return `AS${network.asn} ${network.name}${country ? ` (${country})` : ''}`
  return kind === 'text' ? address : words
}
