'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { usePlace } from '@/components/filters/place-provider'
import { zoneName } from '@/components/time-format'
import { useOffset } from '@/components/ui/use-offset'
import { usePrinting } from '@/components/ui/use-printing'
import { useWidth } from '@/components/ui/use-width'
import { EventRow } from './event-row'
import { ListFoot } from './list-foot'
import { useReadingOn, useStillness } from './use-reading-on'
import type { Reading } from './use-reading'

const mostPrinted = 200

/** One line an event; only those in view are drawn, and in print those that are loaded. */
export function EventRows({ reading }: { reading: Reading }) {
  const { list, index: active, current } = reading
  const { events } = list
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
  // Paper does not scroll: what is loaded is printed, up to so many that nobody prints a book by mistake.
  const drawn = usePrinting() ? events.slice(0, mostPrinted).map((_, index) => ({ index, start: offset + index * height })) : items
  const last = items.at(-1)?.index ?? -1

  useEffect(() => virtual.measure(), [virtual, height])
  useReadingOn(list, holder, items[0]?.index ?? 0, last, 25)
  useStillness(holder, events, (index) => index * height)
  // A link to an event opens the list there. Events that come in above move it down the list, but not on the screen.
  const wasAt = useRef(list.around === undefined ? current : undefined)
  useEffect(() => {
    if (active < 0) return
    if (current !== wasAt.current) virtual.scrollToIndex(active, { align: 'auto' })
    wasAt.current = current
  }, [virtual, active, current])

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
      <div ref={holder} role="rowgroup" className="relative print:h-auto!" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
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
      <ListFoot list={list} drawn={drawn.length} />
    </div>
  )
}
