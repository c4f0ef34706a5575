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
    staleTime: 0,
  })
}

/** Of what the sources have, so much makes no difference to what is seen: a desk that follows a trail always lacks a little. */
const enough = 0.995

/** Whether so much is still to be read that what is shown is not complete: a few new records come and are no reason to move the page. */
export const isBehind = ({ ready, loading, progress }: Answer<typeof healthContract>): boolean => !ready || (loading && (progress === null || progress < enough))
