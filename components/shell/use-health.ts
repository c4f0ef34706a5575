'use client'

import { useQuery } from '@tanstack/react-query'
import { ask, type ProblemError } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { healthContract } from '@/lib/api/health'

/** How the desk is: asked every two seconds while records are being read, every four after that: what is new is to be seen within seconds. */
export function useHealth() {
  return useQuery<Answer<typeof healthContract>, ProblemError>({
    queryKey: [healthContract.path],
    queryFn: ({ signal }) => ask(healthContract, new URLSearchParams(), signal),
    refetchInterval: ({ state }) => (state.data?.ready && !state.data.loading && !state.error ? 4_000 : 2_000),
    staleTime: 0,
  })
}

/** Of what the sources have, so much makes no difference to what is seen: a desk that follows a trail always lacks a little. */
const enough = 0.995

/** Whether so much is still to be read that what is shown is not complete: a few new records come and are no reason to move the page. */
export const isBehind = ({ ready, loading, progress }: Answer<typeof healthContract>): boolean => !ready || (loading && (progress === null || progress < enough))
