'use client'

import { useState } from 'react'
import { listings } from '@/components/filters/place'
import { usePlace } from '@/components/filters/place-provider'
import { Emptied } from '@/components/ui/emptied'
import { Panel } from '@/components/ui/panel'
import { EventRows } from './event-rows'
import { later } from '@/components/ui/later'
import { ExportLinks } from './export-links'
import { ListHead } from './list-head'
import type { Reading } from './use-reading'

const skeleton = <div className="mx-3 mb-3 h-96 animate-pulse rounded bg-hover" />
const EventTexts = later(() => import('./event-texts').then((code) => code.EventTexts), skeleton)

const names = { list: 'List', text: 'Text' }
const titles = { list: 'One line an event', text: 'The raw records, one after another' }

/** The events behind the pictures, newest first, for as long as one scrolls: as a list, or as text to be read. */
export function EventList({ reading, isAlone }: { reading: Reading; isAlone: boolean }) {
  const { list } = reading
  const { view, see } = usePlace()
  const [isFolding, setFolding] = useState(false)
  return (
    <Panel
      title="Events"
      answer={list}
      isEmpty={() => list.total === 0}
      empty={isAlone ? <Emptied /> : undefined}
      className="@container"
      skeleton={skeleton}
      aside={
        <>
          <span role="group" aria-label="Show events as" className="on-screen flex">
            {listings.map((listing) => (
              <button key={listing} type="button" className="control control-quiet aria-pressed:bg-chosen" aria-pressed={view.listing === listing} title={titles[listing]} onPointerEnter={() => void EventTexts.load().catch(() => undefined)} onClick={() => see({ listing })}>
                {names[listing]}
              </button>
            ))}
          </span>
          {view.listing === 'text' && (
            <button type="button" className="on-screen control control-quiet" aria-pressed={isFolding} title="Versions, request ids and other fields that say little, unless they are marked" onClick={() => setFolding(!isFolding)}>
              {isFolding ? 'Unfold noise' : 'Fold noise'}
            </button>
          )}
          <div className="on-screen ml-auto flex items-center gap-2">
            <ExportLinks />
          </div>
        </>
      }
    >
      {() => (
        <>
          <ListHead list={list} />
          {view.listing === 'text' ? <EventTexts reading={reading} isFolding={isFolding} /> : <EventRows reading={reading} />}
        </>
      )}
    </Panel>
  )
}
