'use client'

import type { Link } from '@/lib/api/link'
import { Short } from '@/components/ui/short'
import { IdentityLink } from '@/components/identity/identity-link'

/** A chain from a session to who opened it, nearest first; what is a guess says so. */
export function ChainWords({ chain }: { chain: readonly (Link & { label: string })[] }) {
  if (chain.length === 0) return <span className="text-soft">nobody knows: no record of its opening is stored</span>
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1.5">
      {chain.map(({ opener, key, label, certainty, why }) => (
        <span key={`${opener} ${key}`} className="flex min-w-0 items-center gap-1">
          <span aria-hidden className="text-soft">←</span>
          {certainty === 'guess' && <Guess why={why} />}
          {/^(arn:|identity-center:|saml:|web-identity:)|\.amazonaws\.com/.test(opener) ? (
            <IdentityLink identity={opener} className="link inline-flex min-w-0"><Short text={label} /></IdentityLink>
          ) : (
            <span title={why}>{label}</span>
          )}
        </span>
      ))}
    </span>
  )
}

/** Marks what is likely and not proven. */
export function Guess({ why }: { why: string }) {
  return (
    <span className="rounded border border-dashed border-edge px-1 text-sm text-soft" title={why}>
      probably
    </span>
  )
}
