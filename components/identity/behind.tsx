'use client'

import type { ListedIdentity } from '@/lib/api/identities'
import { Short } from '@/components/ui/short'
import { IdentityLink } from './identity-link'

/** Who opened the sessions of a name, in a line below it. */
export function Behind({ behind }: { behind: ListedIdentity['behind'] }) {
  if (!behind) return null
  return (
    <span className="flex gap-1 text-sm text-soft">
      <span className="whitespace-nowrap">{behind.certainty === 'guess' ? 'probably' : 'opened by'}</span>
      <IdentityLink identity={behind.identity} className="link inline-flex min-w-0">
        <Short text={behind.label} />
      </IdentityLink>
    </span>
  )
}
