'use client'

import { useEffect, useState, type ReactNode } from 'react'
import type { Answer } from '@/lib/api/contract'
import { timelineContract } from '@/lib/api/timeline'
import { useAnswer } from '@/lib/api/use-answer'
import { asks } from '@/components/asks'
import { FilterBar } from '@/components/filters/filter-bar'
import { usePlace } from '@/components/filters/place-provider'
import { useTitle } from '@/components/filters/use-title'
import { prepareReader, Reader } from '@/components/reader/reader'
import { useKeys } from '@/components/ui/use-keys'
import { EventList } from './event-list'
import { useReading } from './use-reading'

/** What stands above the list knows of the page. */
interface Above {
  /** What the Filter comes to, once it is counted. */
  shown: Answer<typeof timelineContract> | undefined
  /** Whether it could not be counted. */
  hasFailed: boolean
  isFolded: boolean
  onFold: () => void
}

/** A page of events: the Filter, what is drawn of them, their list, the reader beside it, and the keys for all of it. */
export function ReadingPage({ children }: { children: (above: Above) => ReactNode }) {
  const { filter, view } = usePlace()
  const { data: shown, isError: hasFailed } = useAnswer(timelineContract, asks.timeline(view), { filter })
  const reading = useReading()
  const [isFolded, setFolded] = useState(false)
  const onFold = () => setFolded(!isFolded)
  const isDrawn = shown !== undefined && reading.list.data !== undefined
  useEffect(() => {
    if (!isDrawn) return
    const timer = setTimeout(prepareReader, 500)
    return () => clearTimeout(timer)
  }, [isDrawn])
  useTitle()

  useKeys(
    {
      j: () => reading.move(1),
      k: () => reading.move(-1),
      Enter: () => {
        const event = reading.list.events[reading.index]
        if (!event || reading.isOpen) return false
        reading.open(event.eventID)
      },
      Escape: () => reading.close(),
      y: () => void reading.copyLink(),
      e: () => reading.narrowToWho(),
      i: () => reading.goToWho(),
      v: onFold,
    },
    'events',
  )
  return (
    <div className="flex">
      <main id="content" className="@container/desk min-w-0 flex-1">
        <a href="#events" className="control sr-only focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50">
          Skip to events
        </a>
        <FilterBar shown={shown} />
        {children({ shown, hasFailed, isFolded, onFold })}
        <div id="events" tabIndex={-1} className="scroll-mt-12">
          <EventList reading={reading} isAlone={isFolded} />
        </div>
      </main>
      {view.open !== undefined && <Reader eventID={view.open} reading={reading} isOver={isDrawn} />}
      <div role="status" className={`fixed bottom-16 left-1/2 z-50 -translate-x-1/2 rounded bg-ink px-3 py-1.5 text-paper wide:bottom-4 ${reading.notice ? '' : 'sr-only'}`}>
        {reading.notice}
      </div>
    </div>
  )
}
