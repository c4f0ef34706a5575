'use client'

import { useAddressFacts } from './use-address-facts'

/**
 * What is known of an address, in words: its country and network, or what it is reserved for.
 * @param among those that stand beside it, which are asked for together
 */
export function AddressWords({ address, among = [address], className = 'text-soft' }: { address: string; among?: readonly string[]; className?: string }) {
  const facts = useAddressFacts(among).get(address)
  if (!facts || facts.kind === 'text' || facts.kind === 'none') return null
  return (
    <span className={className}>
      {facts.country && (
        <abbr title={facts.words} className="value mr-1 no-underline">
          {facts.country}
        </abbr>
      )}
      {facts.network ? `AS${facts.network.asn} ${facts.network.name}` : facts.words}
      {facts.network?.isAmazon && ' (AWS, or rented from it)'}
      {facts.network && <AddressSource />}
    </span>
  )
}

/** Where names of networks come from: their licence asks for this wherever one is shown. */
export function AddressSource() {
  return (
    <>
      {' '}
      <a className="link text-sm text-soft" href="https://db-ip.com/" target="_blank" rel="noreferrer noopener" title="Names of networks: IP Geolocation by DB-IP. Opens their site">
        by DB-IP
      </a>
    </>
  )
}
