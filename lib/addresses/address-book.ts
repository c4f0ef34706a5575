import 'server-only'
import { join } from 'node:path'
import type { AddressFacts } from './address-facts'
import { countryName, readCountries } from './countries'
import { readAddress, reservedFor, withoutAddress, type Address, type Reserved } from './kind'
import { readNetworks, type Network } from './networks'

/** Tells of a text that stands in a record as an address what is known of it. */
export type AddressBook = (text: string) => AddressFacts

/** The autonomous systems that Amazon announces its addresses by: AWS itself, and what its customers rent. */
const amazon = new Set([801, 7224, 8987, 9059, 14618, 16509, 21664, 36263, 38895, 62785, 214101, 400098, 401395])

interface Known {
  network(address: Address): Network | undefined
  country(address: Address): string | undefined
}

/** What is known of an address, given who announces it and where. */
function factsOf(text: string, known: Known): AddressFacts {
  const nowhere = ({ kind, words }: Reserved): AddressFacts => ({ address: text, kind, words, country: null, network: null })
  const address = readAddress(text)
  if (!address) return nowhere(withoutAddress(text))
  const reserved = reservedFor(address)
  if (reserved) return nowhere(reserved)
  const [network, country] = [known.network(address), known.country(address)]
  const words = [country && countryName(country), network && `AS${network.asn} ${network.name}`].filter(Boolean).join(', ')
  return {
    address: text,
    kind: 'public',
    words: words || 'nobody is known to announce it',
    country: country ?? null,
    network: network ? { ...network, isAmazon: amazon.has(network.asn) } : null,
  }
}

const most = 100_000

/** The same book, which looks an address up once: a question about networks looks at every address that is stored. */
function remembering(book: AddressBook): AddressBook {
  const known = new Map<string, AddressFacts>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    if (known.size >= most) known.clear()
    const facts = book(text)
    known.set(text, facts)
    return facts
  }
}

declare global {
  /** Survives the reloading of modules in development. */
  var traildeskAddresses: Promise<AddressBook> | undefined
}

/**
 * The address book of this process, read at the first call. Nothing is asked of any network: what it knows lies in
 * node_modules. Without that, it still tells reserved addresses and services.
 */
export function addressBook(): Promise<AddressBook> {
  return (globalThis.traildeskAddresses ??= open())
}

async function open(): Promise<AddressBook> {
  const packages = join(process.cwd(), 'node_modules', '@ip-location-db')
  try {
    const [network, country] = await Promise.all([readNetworks(join(packages, 'asn')), readCountries(join(packages, 'geo-whois-asn-country-mmdb'))])
    return remembering((text) => factsOf(text, { network, country }))
  } catch (error) {
    process.stderr.write(`Networks and countries of addresses cannot be told: ${error instanceof Error ? error.message : String(error)}\n`)
    return (text) => factsOf(text, { network: () => undefined, country: () => undefined })
  }
}
