'use client'

import { identityContract, type identityParts } from '@/lib/api/identities'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'

/** One part of what is told of an identity, within the Filter of the page. */
export function useIdentity(identity: string, parts: (typeof identityParts)[number]) {
  const { filter } = usePlace()
  return useAnswer(identityContract, { identity, parts }, { filter })
}
