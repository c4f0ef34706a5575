'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { usePlace } from '@/components/filters/place-provider'
import { useOffset } from '@/components/ui/use-offset'
import { EventText } from './event-text'
import { ListFoot } from './list-foot'
import { useReadingOn, useStillness } from './use-reading-on'
import type { Reading } from './use-reading'

/** The raw records, one after another: for who wants to read the log itself. */
export function EventTexts({ reading, isFolding }: { reading: Reading; isFolding: boolean }) {
  const { list, index: active, current } = reading
  const { events, total } = list
  const { tz } = usePlace().filter
  const holder = useRef<HTMLDivElement>(null)
  const offset = useOffset(holder)
  const virtual = useWindowVirtualizer({
    count: events.length,
    estimateSize: () => 480,
    overscan: 3,
    scrollMargin: offset,
    scrollPaddingStart: 48,
    getItemKey: (index) => events[index]?.eventID ?? index,
  })
  const items = virtual.getVirtualItems()
  useReadingOn(list, holder, items[0]?.index ?? 0, items.at(-1)?.index ?? -1, 10)
  useStillness(holder, events, (index) => (virtual.measurementsCache[index]?.start ?? offset) - offset)

  const wasAt = useRef(list.around === undefined ? current : undefined)
  useEffect(() => {
    if (active < 0) return
    if (current !== wasAt.current && !isInView(holder.current, active)) virtual.scrollToIndex(active, { align: 'start' })
    wasAt.current = current
  }, [virtual, active, current])

  return (
    <>
      <div ref={holder} role="feed" aria-label="Records, newest first" aria-busy={list.isFetchingNextPage} className="relative border-t border-line print:h-auto!" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const event = events[index]
          return (
            event && (
              <div key={event.eventID} ref={virtual.measureElement} data-index={index} className="absolute inset-x-0 print:static" style={{ top: start - offset }}>
                <EventText
                  event={event}
                  tz={tz}
                  isFolding={isFolding}
                  position={index + 1}
                  total={total}
                  isActive={index === active}
                  isTabStop={active >= 0 ? index === active : index === 0}
                  hasFocus={index === active && !reading.isOpen}
                  onOpen={reading.open}
                  onFocus={reading.focus}
                />
              </div>
            )
          )
        })}
      </div>
      <ListFoot list={list} drawn={items.length} />
    </>
  )
}

/** Whether a person who pressed somewhere in a record already has its beginning before them. */
function isInView(holder: HTMLElement | null, index: number): boolean {
  const box = holder?.querySelector(`[data-index="${index}"]`)?.getBoundingClientRect()
  const focused = document.activeElement
  const isWithin = focused !== null && focused !== document.body && holder?.querySelector(`[data-index="${index}"]`)?.contains(focused) === true && focused.tagName !== 'ARTICLE'
  return isWithin && box !== undefined && box.bottom > 48 && box.top < window.innerHeight
}
