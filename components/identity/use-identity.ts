'use client'

import { identityContract } from '@/lib/api/identities'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'

/** Who an identity is, within the Filter of the page. */
export function useIdentity(identity: string) {
  const { filter } = usePlace()
  return useAnswer(identityContract, { identity, parts: 'who' }, { filter })
}
