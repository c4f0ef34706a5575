'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { usePlace } from '@/components/filters/place-provider'
import { zoneName } from '@/components/time-format'
import { useOffset } from '@/components/ui/use-offset'
import { usePrinting } from '@/components/ui/use-printing'
import { useStill } from '@/components/ui/use-still'
import { useWidth } from '@/components/ui/use-width'
import { EventRow } from './event-row'
import { ListFoot } from './list-foot'
import { rowNames } from './row-names'
import { useReadingOn, useStillness } from './use-reading-on'
import type { Reading } from './use-reading'
import { useRowsInView } from './use-rows-in-view'

const mostPrinted = 200
/** Who has not scrolled for so many milliseconds reads. */
const rest = 400
const isSelecting = () => typeof window !== 'undefined' && window.getSelection()?.isCollapsed === false

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
  const { first, last } = useRowsInView(events.length, height, offset)
  // Paper does not scroll: what is loaded is printed, up to so many that nobody prints a book by mistake.
  const isPrinting = usePrinting()
  const [from, to] = isPrinting ? [0, mostPrinted] : [first, last + 1]
  const drawn = events.slice(from, to)
  const [names] = useState(() => rowNames(isSelecting))
  const named = names.of(drawn.map(({ eventID }) => eventID)).map((name, place) => ({ name, place }))
  // While one scrolls, rows that left are filled in again where they stand in the page; then all are put in order, for who has it read out.
  const isStill = useStill(from, rest)
  const inOrder = isStill || isPrinting ? named : named.toSorted((a, b) => a.name - b.name)

  // Until it is known where the list begins, what is in view is not known either.
  useReadingOn(list, holder, first, offset > 0 ? last : -1, 60)
  useStillness(holder, events, (index) => index * height)
  // A link to an event opens the list there. Events that come in above move it down the list, but not on the screen.
  const wasAt = useRef(list.around === undefined ? current : undefined)
  useEffect(() => {
    if (active < 0 || offset === 0) return
    if (current !== wasAt.current) bringIntoView(offset + active * height, height, wasAt.current === undefined && list.around !== undefined)
    wasAt.current = current
  }, [active, current, offset, height, list.around])
  const { focus: choose } = reading
  const focus = useCallback(
    (eventID: string) => {
      // What one presses is in view: it must not slip from under the finger.
      if (!document.activeElement?.matches(':focus-visible')) wasAt.current = eventID
      names.hold(eventID)
      choose(eventID)
    },
    [choose, names],
  )

  return (
    <div ref={ref} role="grid" aria-label="Events, newest first" aria-rowcount={list.total + 1} className="event-columns pb-4">
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
      <div ref={holder} className="relative print:h-auto!" style={{ height: events.length * height }}>
        {/* Of no height itself: rows that are drawn need not be laid out again whenever more are read. */}
        <div role="rowgroup" className="absolute inset-x-0 top-0 h-0 print:static print:h-auto">
          {inOrder.map(({ name, place }) => {
            const event = drawn[place]
            const index = from + place
            if (!event) return null
            return (
              <EventRow
                key={name}
                event={event}
                index={index}
                top={index * height}
                height={height}
                tz={tz}
                isNarrow={isNarrow}
                isActive={index === active}
                isTabStop={active >= 0 ? index === active : index === 0}
                hasFocus={index === active && !reading.isOpen}
                onOpen={reading.open}
                onFocus={focus}
                onPoint={reading.foresee}
              />
            )
          })}
        </div>
      </div>
      <ListFoot list={list} drawn={drawn.length} />
    </div>
  )
}

/** What covers the top and the bottom of the window, and a little room. */
const covered = { top: 96, bottom: 64 }

/** Scrolls no further than is needed to see a row, or until it is the first that is seen. */
function bringIntoView(top: number, height: number, isFirst: boolean) {
  const above = top - covered.top - window.scrollY
  const below = top + height + covered.bottom - window.scrollY - window.innerHeight
  if (isFirst || above < 0) window.scrollBy(0, above)
  else if (below > 0) window.scrollBy(0, below)
}
