'use client'

import { sourcesContract } from '@/lib/api/sources'
import { useAnswer } from '@/lib/api/use-answer'
import type { Moment } from '@/lib/filter/moment'
import { instant } from './edit'

/** The stretch of time of which there are records: `to` is the second after the newest. Undefined while unknown. */
export function useStored(): { from: Moment; to: Moment; start: number; end: number } | undefined {
  const { data } = useAnswer(sourcesContract, { limit: 1 })
  const covers = data?.sources.flatMap((source) => source.covers ?? []) ?? []
  if (covers.length === 0) return undefined
  const start = Math.min(...covers.map(({ from }) => Date.parse(from)))
  const end = Math.max(...covers.map(({ to }) => Date.parse(to))) + 1_000
  return { from: instant(start), to: instant(end), start, end }
}
