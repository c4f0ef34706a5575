'use client'

import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ask, questionOf, type ProblemError } from '@/lib/api/client'
import { eventsContract, type ListedEvent } from '@/lib/api/events'
import type { Filter } from '@/lib/filter/filter'
import { asks } from '@/components/asks'
import { sharing } from './shared-texts'
import { useNewer } from './use-newer'

/** Where a page of the list begins: an event, the place where another page ended, or, without either, the newest event. */
type Start = { around: string } | { cursor: string; direction: 'older' | 'newer' } | null

/**
 * How the events of a question are asked for, and under which name they are kept.
 * @param around the event that the list begins at; without one, the newest
 * @param turn what is waited for before they are asked
 */
export function eventsOf(search: string, around?: string, turn?: Promise<unknown>) {
  return infiniteQueryOptions({
    queryKey: [eventsContract.path, search, around ?? 'newest'],
    queryFn: async ({ pageParam, signal }) => {
      if (turn) await turn
      const page = new URLSearchParams(search)
      for (const [name, value] of Object.entries(pageParam ?? {})) page.set(name, value)
      // Who reads on reads more.
      if (pageParam && 'cursor' in pageParam) page.set('limit', '200')
      const answer = await ask(eventsContract, page, signal)
      return { ...answer, events: answer.events.map(sharing) }
    },
    initialPageParam: (around === undefined ? null : { around }) as Start,
    getNextPageParam: ({ nextCursor }): Start => (nextCursor === null ? null : { cursor: nextCursor, direction: 'older' }),
    getPreviousPageParam: ({ previousCursor }): Start => (previousCursor === null ? null : { cursor: previousCursor, direction: 'newer' }),
  })
}

/**
 * The events of a Filter, newest first, a page at a time in both directions.
 * @param opened the event that the address named when the page was opened: the list begins there
 * @param isInUse whether somebody reads in the list, so that it must not change under their eyes
 */
export function useEvents(filter: Filter, opened: string | undefined, isInUse: boolean) {
  const search = questionOf(asks.events, filter).toString()
  const [anchor, setAnchor] = useState(opened === undefined ? undefined : { search, eventID: opened })
  const around = anchor?.search === search ? anchor.eventID : undefined
  const asked = eventsOf(search, around)
  const query = useInfiniteQuery({ ...asked, placeholderData: keepPreviousData })
  const error = query.error as ProblemError | null
  // An event that is not stored is no place to begin at.
  if (around !== undefined && error?.problem.parameter === 'around') setAnchor(undefined)
  const events = useMemo<ListedEvent[]>(() => query.data?.pages.flatMap((page) => page.events) ?? [], [query.data])
  const first = query.data?.pages[0]
  const newer = useNewer({ key: asked.queryKey, filter, first: query.isPlaceholderData ? undefined : first, isInUse: isInUse || (query.data?.pages.length ?? 0) > 1, toNewest: () => setAnchor(undefined) })
  return { ...query, error, events, around, total: first?.total ?? 0, newer }
}
