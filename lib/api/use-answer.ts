'use client'

import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Filter } from '@/lib/filter/filter'
import { ask, questionOf, type ProblemError } from './client'
import type { Contract } from './contract'

/** What an answer may be asked with besides its own parameters. */
interface Options {
  /** For contracts that the Filter narrows. */
  filter?: Filter
  /** Not asked while false. */
  enabled?: boolean
}

/**
 * The answer of a route to a question, as react-query keeps it and asks for it.
 * @param turn what is waited for before it is asked
 */
export function answerOf<Takes extends z.ZodObject, Answers extends z.ZodType>(contract: Contract<Takes, Answers>, asks: z.input<Takes>, filter?: Filter, turn?: Promise<unknown>) {
  const search = questionOf(asks, filter)
  return queryOptions<z.output<Answers>, ProblemError>({
    queryKey: [contract.path, search.toString()],
    // Without a turn it is asked at once: even to wait for nothing would be to wait for what is being drawn.
    queryFn: ({ signal }) => (turn ? turn.then(() => ask(contract, search, signal)) : ask(contract, search, signal)),
  })
}

/**
 * The answer of a route to this question. While another question's answer is under way the last one is kept;
 * `isPlaceholderData` tells.
 */
export function useAnswer<Takes extends z.ZodObject, Answers extends z.ZodType>(
  contract: Contract<Takes, Answers>,
  asks: z.input<Takes>,
  { filter, enabled = true }: Options = {},
): UseQueryResult<z.output<Answers>, ProblemError> {
  return useQuery({ ...answerOf(contract, asks, filter), placeholderData: keepPreviousData, enabled })
}
