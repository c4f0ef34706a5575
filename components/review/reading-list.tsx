'use client'

import { ChevronRight } from 'lucide-react'
import { memo, useState } from 'react'
import type { ListedEvent } from '@/lib/api/events'
import { readingListContract } from '@/lib/api/review'
import { useAnswer } from '@/lib/api/use-answer'
import type { Filter } from '@/lib/filter/filter'
import { EventText } from '@/components/events/event-text'
import { stamp } from '@/components/time-format'
import { Panel } from '@/components/ui/panel'

const skeleton = <div className="mx-3 mb-3 h-96 animate-pulse rounded bg-hover" />

/** Ordinary records to be read through: eyes trained on normal days see the strange one. */
export const ReadingList = memo(function ReadingList({ filter, isReady }: { filter: Filter; isReady: boolean }) {
  const answer = useAnswer(readingListContract, {}, { filter, enabled: isReady })
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const toggle = (eventID: string) => setOpened(new Set(opened.has(eventID) ? [...opened].filter((each) => each !== eventID) : [...opened, eventID]))
  const all = answer.data?.events ?? []
  const isWhole = all.length > 0 && all.every(({ eventID }) => opened.has(eventID))
  return (
    <Panel
      title={answer.data ? `To read: ${all.length} ordinary ${all.length === 1 ? 'record' : 'records'}` : 'To read'}
      answer={answer}
      isEmpty={({ events }) => events.length === 0}
      skeleton={skeleton}
      aside={
        all.length > 0 && <>
          <span className="text-soft">the same for everybody, of all services and of as many identities as there is room for</span>
          <button type="button" className="on-screen control control-quiet ml-auto" aria-pressed={isWhole} onClick={() => setOpened(new Set(isWhole ? [] : all.map(({ eventID }) => eventID)))}>
            {isWhole ? 'Close all' : 'Open all'}
          </button>
        </>
      }
    >
      {({ events }) => (
        <ol className="border-t border-line">
          {events.map((event, index) => (
            <li key={event.eventID}>
              {opened.has(event.eventID) ? (
                <EventText event={event} tz={filter.tz} isFolding={false} position={index + 1} total={events.length} isActive={false} isTabStop={false} hasFocus={false} onOpen={toggle} onFocus={() => undefined} />
              ) : (
                <Line event={event} tz={filter.tz} onOpen={() => toggle(event.eventID)} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
})

function Line({ event, tz, onOpen }: { event: ListedEvent; tz: string; onOpen: () => void }) {
  return (
    <button type="button" aria-expanded={false} className="flex w-full min-w-0 items-baseline gap-2 border-b border-line px-3 py-1 text-left hover:bg-hover touch:py-2" onClick={onOpen}>
      <ChevronRight aria-hidden className="size-3 shrink-0 self-center text-soft" />
      <span className="value shrink-0 text-soft max-wide:hidden">{stamp(new Date(event.eventTime), tz).slice(5)}</span>
      <span className="value w-36 shrink-0 truncate text-soft max-wide:hidden">{event.eventSource.replace('.amazonaws.com', '')}</span>
      <span className="min-w-0 truncate">{event.sentence}</span>
    </button>
  )
}
