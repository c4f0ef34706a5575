'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { coverageContract } from '@/lib/api/coverage'
import { answerOf } from '@/lib/api/use-answer'
import type { Filter } from '@/lib/filter/filter'

/** The coverage of a Filter's time, accounts and regions: the other choices do not change it, so its answer is kept for all of them. */
export function useCoverage({ from, to, tz, choices }: Filter, asks: z.input<typeof coverageContract.takes>) {
  const filter: Filter = { from, to, tz, choices: { ...(choices.account && { account: choices.account }), ...(choices.region && { region: choices.region }) } }
  // Hours become complete as time goes by, even if nothing comes.
  return useQuery({ ...answerOf(coverageContract, asks, filter), placeholderData: keepPreviousData, refetchInterval: 60_000, staleTime: 20_000 })
}

/** What the strip and the status line ask: only the whole. */
export const wholeAlone = { by: 'day', limit: 0 } as const
