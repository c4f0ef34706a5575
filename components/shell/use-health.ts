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
