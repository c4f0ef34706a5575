'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { timelineContract } from '@/lib/api/timeline'
import { useAnswer } from '@/lib/api/use-answer'
import { askAhead } from './ask-ahead'
import { asks } from './asks'
import { Facets } from './charts/facets'
import { Heatmap } from './charts/heatmap'
import { Timeline } from './charts/timeline'
import { EventList } from './events/event-list'
import { KeysHelp } from './events/keys-help'
import { useReading } from './events/use-reading'
import { FilterBar } from './filters/filter-bar'
import { useHerald, usePlace } from './filters/place-provider'
import { prepareReader, Reader } from './reader/reader'
import { StatusLine } from './status-line'
import { useKeys } from './ui/use-keys'
import { useTitle } from './filters/use-title'

/**
 * The desk: what the Filter selects, as pictures, as a list, and one event at a time.
 * @param head stands above the pictures, on pages that are about one thing
 */
export function Explore({ title = 'Explore', head }: { title?: string; head?: ReactNode }) {
  const { filter, view } = usePlace()
  const { data: shown, isError } = useAnswer(timelineContract, asks.timeline(view), { filter })
  const reading = useReading()
  const client = useQueryClient()
  useHerald((next) => askAhead(client, next))
  const [isFolded, setFolded] = useState(false)
  const [isHelp, setHelp] = useState(false)
  const fold = () => setFolded(!isFolded)
  const isDrawn = shown !== undefined && reading.list.data !== undefined
  useEffect(() => {
    if (!isDrawn) return
    const timer = setTimeout(prepareReader, 500)
    return () => clearTimeout(timer)
  }, [isDrawn])

  useTitle()

  useKeys({
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
    v: fold,
    '?': () => setHelp(true),
  })
  return (
    <div className="flex">
      <main id="content" className="@container/desk min-w-0 flex-1">
        <h1 className="sr-only">{title}</h1>
        <a href="#events" className="control sr-only focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50">
          Skip to events
        </a>
        <FilterBar shown={shown} />
        {head}
        <StatusLine shown={shown} hasFailed={isError} isFolded={isFolded} onFold={fold} onHelp={() => setHelp(true)} />
        <div className="grid gap-px border-y border-line bg-line print:block @4xl/desk:grid-cols-[minmax(0,1fr)_15.5rem]">
          <div className="grid min-w-0 grid-rows-[auto_1fr] gap-px">
            <Timeline folded={isFolded} />
            <Heatmap folded={isFolded} />
          </div>
          <div className={`relative min-w-0 bg-paper ${reading.isOpen ? '@max-4xl/desk:hidden' : ''} ${isFolded ? '' : '@4xl/desk:min-h-80'} print:hidden`}>
            <div className="@4xl/desk:absolute @4xl/desk:inset-0 @4xl/desk:overflow-auto">
              <Facets folded={isFolded} />
            </div>
          </div>
        </div>
        <div id="events" tabIndex={-1} className="scroll-mt-12">
          <EventList reading={reading} isAlone={isFolded} />
        </div>
      </main>
      {view.open !== undefined && <Reader eventID={view.open} reading={reading} />}
      <KeysHelp isOpen={isHelp} onClose={() => setHelp(false)} />
      <div role="status" className={`fixed bottom-16 left-1/2 z-50 -translate-x-1/2 rounded bg-ink px-3 py-1.5 text-paper wide:bottom-4 ${reading.notice ? '' : 'sr-only'}`}>
        {reading.notice}
      </div>
    </div>
  )
}
