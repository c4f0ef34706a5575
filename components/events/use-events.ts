'use client'

import { useInfiniteQuery, useQueryClient, keepPreviousData } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ask, type ProblemError } from '@/lib/api/client'
import { eventsContract, type ListedEvent } from '@/lib/api/events'
import { questionOf } from '@/lib/api/use-answer'
import type { Filter } from '@/lib/filter/filter'
import { useHealth } from '@/components/shell/use-health'

/** The events of a Filter, newest first, a page at a time. */
export function useEvents(filter: Filter) {
  const search = questionOf({ limit: 100 }, filter)
  const key = [eventsContract.path, search.toString()]
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const page = new URLSearchParams(search)
      if (pageParam !== null) page.set('cursor', pageParam)
      return ask(eventsContract, page, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  })
  const events = useMemo<ListedEvent[]>(() => query.data?.pages.flatMap((page) => page.events) ?? [], [query.data])
  const newer = useNewer(key, query.data?.pages.length ?? 0)
  return { ...query, error: query.error as ProblemError | null, events, total: query.data?.pages[0]?.total ?? 0, newer }
}

/**
 * When what is stored changes, a list at its first page asks again by itself; one that somebody has scrolled through
 * stays as it is until they want the newer records.
 */
function useNewer(key: readonly string[], pages: number): { isThere: boolean; show: () => void } {
  const client = useQueryClient()
  const version = useHealth().data?.version
  const shown = useRef<number>(undefined)
  const [isThere, setThere] = useState(false)
  const name = JSON.stringify(key)
  useEffect(() => {
    if (version === undefined || shown.current === version) return
    const isFirst = shown.current === undefined
    const timer = setTimeout(
      () => {
        shown.current = version
        if (isFirst) return
        if (pages > 1) setThere(true)
        else void client.invalidateQueries({ queryKey: JSON.parse(name) })
      },
      isFirst ? 0 : 3_000,
    )
    return () => clearTimeout(timer)
  }, [client, version, pages, name])
  return {
    isThere,
    show: () => {
      setThere(false)
      void client.resetQueries({ queryKey: [...key] })
    },
  }
}
