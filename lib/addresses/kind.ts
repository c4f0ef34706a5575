import ipaddr from 'ipaddr.js'
import type { AddressFacts } from './address-facts'

/** An address that is meant by a text; an IPv4 address that is mapped into IPv6 is meant as what it is. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6

/**
 * Reads an address. Masked logs write octets with leading zeros, which are meant as decimal.
 * @returns undefined for any other text
 */
export function readAddress(text: string): Address | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const decimal = text.replace(/(^|\.)0+(?=\d)/g, '$1')
    return ipaddr.IPv4.isValidFourPartDecimal(decimal) ? ipaddr.IPv4.parse(decimal) : undefined
  }
  // A zone says on which interface, not where in the world.
  const bare = text.replace(/%[\w.-]+$/, '')
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return undefined
  const address = ipaddr.IPv6.parse(bare)
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address
}

/** What stands instead of an address of the public internet, and the same in words. */
export type Reserved = Pick<AddressFacts, 'kind' | 'words'>

/** What ranges are reserved for, by the names that ipaddr.js gives them (RFC 6890 and its successors). */
const ranges: Partial<Record<string, Reserved>> = {
  private: { kind: 'private', words: 'private address (RFC 1918)' },
  uniqueLocal: { kind: 'private', words: 'private address (RFC 4193)' },
  loopback: { kind: 'loopback', words: 'the machine itself (loopback)' },
  carrierGradeNat: { kind: 'shared', words: 'shared behind a carrier’s NAT (RFC 6598)' },
  linkLocal: { kind: 'link-local', words: 'link-local address' },
  multicast: { kind: 'multicast', words: 'multicast address' },
  broadcast: { kind: 'reserved', words: 'broadcast address' },
  unspecified: { kind: 'unspecified', words: 'unspecified address' },
  benchmarking: { kind: 'benchmark', words: 'for benchmarks (RFC 2544, RFC 5180)' },
  reserved: { kind: 'reserved', words: 'reserved address' },
  discard: { kind: 'reserved', words: 'discarded wherever it is sent (RFC 6666)' },
}

const blocks: readonly (Reserved & { cidrs: readonly string[] })[] = [
  { kind: 'documentation', words: 'for examples in documentation (RFC 5737)', cidrs: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'] },
  { kind: 'documentation', words: 'for examples in documentation (RFC 3849, RFC 9637)', cidrs: ['2001:db8::/32', '3fff::/20'] },
  { kind: 'benchmark', words: 'for benchmarks (RFC 2544)', cidrs: ['198.18.0.0/15'] },
]
const parsed = blocks.map((block) => ({ ...block, cidrs: block.cidrs.map((cidr) => ipaddr.parseCIDR(cidr)) }))

/** What an address is reserved for; undefined for those of the public internet. */
export function reservedFor(address: Address): Reserved | undefined {
  const block = parsed.find(({ cidrs }) => cidrs.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits)))
  return block ?? ranges[address.range()]
}

/** What a text is that stands where an address could: a service of AWS, AWS itself, nothing, or any other text. */
export function withoutAddress(text: string): Reserved {
  const [, service] = /^([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.amazonaws\.com(?:\.cn)?$/i.exec(text) ?? []
  if (service !== undefined) return { kind: 'service', words: `AWS service ${service}` }
  if (/^aws[ -]internal$/i.test(text)) return { kind: 'internal', words: 'AWS, from within itself' }
  if (text === '' || text === '-') return { kind: 'none', words: 'no address' }
  return { kind: 'text', words: 'not an address' }
}
