'use client'

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import type { ListedEvent } from '@/lib/api/events'
import type { Reading } from './use-reading'

/** A list whose top is no further below the window's top is what is being read; else the pictures above it are. */
const near = 130
const isRead = (holder: HTMLElement | null) => holder !== null && holder.getBoundingClientRect().top < near

/** Asks for the next page, or the one before, when what is in view has come so close to the end of what is loaded. */
export function useReadingOn(list: Reading['list'], holder: RefObject<HTMLElement | null>, first: number, last: number, ahead: number): void {
  const { events, isFetching, hasNextPage, isFetchNextPageError, fetchNextPage, hasPreviousPage, isFetchPreviousPageError, fetchPreviousPage } = list
  // At every drawing: scrolling up may leave `first` as it is. Who looks at the pictures above reads no newer events.
  useEffect(() => {
    // A page that is asked for takes the place of one that is under way: two ways at once, neither would ever come.
    if (isFetching) return
    if (last >= events.length - ahead && hasNextPage && !isFetchNextPageError) void fetchNextPage()
    else if (first <= ahead && hasPreviousPage && !isFetchPreviousPageError && isRead(holder.current)) void fetchPreviousPage()
  })
}

/** Keeps what is being read where it is when events come in above it. */
export function useStillness(holder: RefObject<HTMLElement | null>, events: readonly ListedEvent[], topOf: (index: number) => number): void {
  const before = useRef(events[0]?.eventID)
  useLayoutEffect(() => {
    const was = before.current
    before.current = events[0]?.eventID
    if (was === undefined || was === before.current) return
    const index = events.findIndex(({ eventID }) => eventID === was)
    if (index > 0 && isRead(holder.current)) window.scrollBy(0, topOf(index))
  })
}
