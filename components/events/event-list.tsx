'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { usePlace } from '@/components/filters/place-provider'
import { zoneName } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { useWidth } from '@/components/ui/use-width'
import { EventRow } from './event-row'
import { ExportLinks } from './export-links'
import type { Reading } from './use-reading'

/** The events behind the pictures, newest first, for as long as one scrolls. */
export function EventList({ reading }: { reading: Reading }) {
  const { list } = reading
  return (
    <Panel
      title="Events"
      answer={list}
      isEmpty={() => list.total === 0}
      className="@container"
      skeleton={<div className="mx-3 mb-3 h-96 animate-pulse rounded bg-hover" />}
      aside={
        <div className="on-screen ml-auto flex items-center gap-2">
          {list.newer.isThere && (
            <button type="button" className="control" onClick={list.newer.show}>
              Newer records have arrived: show them
            </button>
          )}
          <ExportLinks />
        </div>
      }
    >
      {() => <Rows reading={reading} />}
    </Panel>
  )
}

function Rows({ reading }: { reading: Reading }) {
  const { list, index: active } = reading
  const { events, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const { tz } = usePlace().filter
  const [ref, width] = useWidth()
  const isNarrow = width > 0 && width < 640
  const height = isNarrow ? 52 : 28
  const holder = useRef<HTMLDivElement>(null)
  const offset = useOffset(holder)
  const virtual = useWindowVirtualizer({
    count: events.length,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: offset,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 64,
    getItemKey: (index) => events[index]?.eventID ?? index,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1

  useEffect(() => virtual.measure(), [virtual, height])
  useEffect(() => {
    if (last >= events.length - 25 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [last, events.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  const wasAt = useRef(active)
  useEffect(() => {
    if (active >= 0 && active !== wasAt.current) virtual.scrollToIndex(active, { align: 'auto' })
    wasAt.current = active
  }, [virtual, active])

  return (
    <div ref={ref} role="grid" aria-label="Events, newest first" aria-rowcount={list.total + 1} className="pb-4">
      <div role="row" className={`event-row border-y border-line px-3 py-0.5 text-sm text-soft ${isNarrow ? 'sr-only' : ''}`}>
        <span role="columnheader">Time ({events[0] ? zoneName(tz, new Date(events[0].eventTime)) : tz})</span>
        <span role="columnheader">Severity</span>
        <span role="columnheader" className="cell-class">Class</span>
        <span role="columnheader">Event</span>
        <span role="columnheader">Who</span>
        <span role="columnheader" className="cell-from">From</span>
        <span role="columnheader" className="cell-target">What</span>
        <span role="columnheader" className="cell-region">Region</span>
        <span role="columnheader" className="cell-error">Error</span>
      </div>
      <div ref={holder} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const event = events[index]
          return (
            event && (
              <EventRow
                key={event.eventID}
                event={event}
                index={index}
                top={start - offset}
                height={height}
                tz={tz}
                isNarrow={isNarrow}
                isActive={index === active}
                isTabStop={active >= 0 ? index === active : index === 0}
                hasFocus={index === active && !reading.isOpen}
                onOpen={reading.open}
                onFocus={reading.focus}
              />
            )
          )
        })}
      </div>
      <p className="px-3 py-2 text-sm text-soft">
        {isFetchNextPageError ? (
          <button type="button" className="control" onClick={() => void fetchNextPage()}>
            The next events could not be read: retry
          </button>
        ) : hasNextPage ? (
          `${grouped(events.length)} of ${grouped(list.total)} read${isFetchingNextPage ? ', reading on' : ''}`
        ) : (
          `${counted(list.total, 'event')}, back to the oldest of the filter`
        )}
      </p>
    </div>
  )
}

/** How far below the top of the page an element begins, also when what stands above it grows or folds. */
function useOffset(ref: React.RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0)
  useEffect(() => {
    const measure = () => {
      if (ref.current) setOffset(Math.round(ref.current.getBoundingClientRect().top + window.scrollY))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    measure()
    return () => observer.disconnect()
  }, [ref])
  return offset
}
