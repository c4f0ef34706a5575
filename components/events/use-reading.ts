'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { inPath } from '@/lib/api/in-path'
import { literal } from '@/lib/filter/spelling'
import type { ListedEvent } from '@/lib/api/events'
import { only } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { usePageOf } from '@/components/subject/page-link'
import { copyText } from '@/components/ui/copy'
import { useScroll } from '@/components/ui/use-scroll'
import { useEvents } from './use-events'
import { useForeseen } from './use-foreseen'

/**
 * Where a person reads in the list: which row, whether the reader is open, and how to move.
 * @param isShort whether the list is one page: it then begins with the newest event, whichever the address names
 */
export function useReading(isShort = false) {
  const { filter, view, see, narrow } = usePlace()
  const [at, setAt] = useState<string>()
  const [opened] = useState(isShort ? undefined : view.open)
  const isScrolled = useScroll((top) => top > 100)
  const list = useEvents(filter, opened, isScrolled || at !== undefined || view.open !== undefined)
  const { events, isFetching, hasNextPage, fetchNextPage, hasPreviousPage, fetchPreviousPage } = list
  const [notice, setNotice] = useState('')
  const current = view.open ?? at
  const index = current === undefined ? -1 : events.findIndex(({ eventID }) => eventID === current)

  const { foresee, bring } = useForeseen()
  const [here, next, previous] = [events[index]?.eventID, events[index + 1]?.eventID, events[index - 1]?.eventID]
  useEffect(() => {
    if (here !== undefined) foresee(...[here, next, previous].filter((eventID) => eventID !== undefined))
  }, [foresee, here, next, previous])

  /** Where the last key led, which the URL may not say yet: the next key goes on from there. */
  const aim = useRef(current)
  useLayoutEffect(() => {
    aim.current = current
  }, [current])

  const isOpen = view.open !== undefined
  const open = useCallback(
    (eventID: string) => {
      bring(eventID)
      aim.current = eventID
      setAt(eventID)
      see({ open: eventID }, isOpen ? 'replace' : 'push')
    },
    [bring, see, isOpen],
  )
  const move = (step: 1 | -1) => {
    const from = aim.current === current ? index : events.findIndex(({ eventID }) => eventID === aim.current)
    const to = Math.min(events.length - 1, Math.max(0, from < 0 ? firstInView() : from + step))
    const next = events[to]
    if (!next) return
    aim.current = next.eventID
    setAt(next.eventID)
    if (view.open !== undefined) open(next.eventID)
    if (isFetching) return
    if (to > events.length - 20 && hasNextPage) void fetchNextPage()
    else if (to < 20 && hasPreviousPage) void fetchPreviousPage()
  }
  const close = () => {
    if (view.open === undefined) return false
    setAt(view.open)
    see({ open: undefined })
    return true
  }
  const copyLink = async (event: ListedEvent | undefined = events[index]) => {
    if (!event) return
    await copyText(permalink(event.eventID))
    setNotice(`Link to ${event.eventName || 'the event'} copied`)
    setTimeout(() => setNotice(''), 2_500)
  }
  const pageOf = usePageOf()
  const narrowToWho = (event: ListedEvent | undefined = events[index]) => {
    if (event) narrow(only(filter, 'identity', literal(event.identity)))
  }
  const goToWho = (event: ListedEvent | undefined = events[index]) => {
    if (!event) return false
    window.location.assign(pageOf('identity', event.identity))
    return true
  }
  return {
    list,
    /** The row that has the focus is the one that keys are about, unless the reader shows another. */
    focus: setAt,
    foresee, index, current, isOpen, notice, open, move, close, copyLink, narrowToWho, goToWho,
  }
}

export type Reading = ReturnType<typeof useReading>

/** Where the list is being read, before anything in it was chosen. */
function firstInView(): number {
  const shown = [...document.querySelectorAll<HTMLElement>('main [data-index]')].find((each) => each.getBoundingClientRect().top >= belowBar)
  return Number(shown?.dataset.index ?? 0)
}

/** As much of the window as the filter bar covers. */
const belowBar = 40

/** The address under which one event can be found for ever. */
export const permalink = (eventID: string): string => `${window.location.origin}/events/${inPath(eventID)}`
