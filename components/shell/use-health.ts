'use client'

import { useQuery } from '@tanstack/react-query'
import { ask, type ProblemError } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { healthContract } from '@/lib/api/health'

/** How the desk is: asked every two seconds, so that what comes in, and what others enter in the journal, is seen within seconds. */
export function useHealth() {
  return useQuery<Answer<typeof healthContract>, ProblemError>({
    queryKey: [healthContract.path],
    queryFn: ({ signal }) => ask(healthContract, new URLSearchParams(), signal),
    refetchInterval: 2_000,
    // Several parts of a page ask as they are drawn.
    staleTime: 1_000,
  })
}
