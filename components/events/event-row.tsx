'use client'

import { memo, useEffect, useId, useRef, type MouseEvent } from 'react'
import type { ListedEvent } from '@/lib/api/events'
import type { ParameterName } from '@/lib/filter/parameters'
import { literal } from '@/lib/filter/spelling'
import { FilterLink } from '@/components/filters/filter-link'
import { PageLink } from '@/components/subject/page-link'
import { stamp, utcAndAge } from '@/components/time-format'
import { ClassMark, classFill } from '@/components/ui/class-mark'
import { Marked, whyOf } from '@/components/ui/marked'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'

interface Props {
  event: ListedEvent
  index: number
  top: number
  height: number
  tz: string
  isNarrow: boolean
  isActive: boolean
  /** Whether Tab reaches this row. */
  isTabStop: boolean
  /** Whether the row takes the focus when it becomes active. */
  hasFocus: boolean
  onOpen: (eventID: string) => void
  onFocus: (eventID: string) => void
  onPoint: (eventID: string) => void
}

/** One event of the list: one line, or two where there is little room. A press opens it; with the focus it tells why it is marked. */
export const EventRow = memo(function EventRow({ event, index, top, height, tz, isNarrow, isActive, isTabStop, hasFocus, onOpen, onFocus, onPoint }: Props) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const focused = document.activeElement
    if (hasFocus && (focused === document.body || focused?.getAttribute('role') === 'row')) row.current?.focus({ preventScroll: true })
  }, [hasFocus])

  const open = (click: MouseEvent) => {
    // Selecting text is no press.
    if (!(click.target instanceof Element && click.target.closest('a')) && window.getSelection()?.isCollapsed !== false) onOpen(event.eventID)
  }
  const id = useId()
  const why = whyOf(event.reasons)
  return (
    <>
      <div
        ref={row}
        role="row"
        aria-rowindex={index + 2}
        data-index={index}
        aria-selected={isActive}
        aria-describedby={isActive && why !== '' ? id : undefined}
        tabIndex={isTabStop ? 0 : -1}
        className={`group peer absolute inset-x-0 cursor-pointer overflow-hidden border-b print:static print:h-auto! print:break-inside-avoid border-line px-3 hover:bg-hover focus-visible:-outline-offset-2 ${isActive ? 'bg-chosen' : ''} ${isNarrow ? 'event-row-narrow' : 'event-row'}`}
        style={{ top, height }}
        onClick={open}
        onFocus={() => onFocus(event.eventID)}
        onPointerEnter={() => onPoint(event.eventID)}
      >
        {isNarrow ? <Narrow event={event} tz={tz} /> : <Wide event={event} tz={tz} />}
      </div>
      {isActive && why !== '' && (
        <div id={id} aria-hidden className="pointer-events-none absolute right-3 z-10 hidden max-w-lg whitespace-pre-line rounded border border-edge bg-raised px-2 py-1 text-sm shadow-md peer-focus-visible:block print:hidden!" style={{ top: top + height }}>
          {why}
        </div>
      )}
    </>
  )
})

const shownWherePointed = 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100'

function Wide({ event, tz }: { event: ListedEvent; tz: string }) {
  return (
    <>
      <Time event={event} tz={tz} />
      <span role="gridcell">
        <SeverityMark severity={event.severity} />
      </span>
      <span role="gridcell" className="cell-class">
        <ClassMark value={event.class} />
      </span>
      <span role="gridcell" className="value truncate" title={event.sentence}>
        <Name event={event} />
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-1" title={event.identity}>
        <Short text={event.identityLabel} />
        <Only name="identity" value={event.identity} label={event.identityLabel} />
        <PageLink name="identity" value={event.identity} className={shownWherePointed} />
      </span>
      <span role="gridcell" className="cell-from value min-w-0 items-center gap-1">
        <Short text={event.sourceIPAddress} />
        <Only name="ip" value={event.sourceIPAddress} label={event.sourceIPAddress} />
        <PageLink name="ip" value={event.sourceIPAddress} className={shownWherePointed} />
      </span>
      <span role="gridcell" className="cell-target value min-w-0">
        <Short text={event.target} />
      </span>
      <span role="gridcell" className="cell-region value truncate text-soft">
        {event.awsRegion}
      </span>
      <span role="gridcell" className="cell-error value min-w-0" title={event.outcome}>
        <Short text={event.outcome} />
      </span>
    </>
  )
}

function Narrow({ event, tz }: { event: ListedEvent; tz: string }) {
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <span role="gridcell" className="value flex min-w-0 items-center gap-1.5">
          <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: classFill[event.class] }} />
          <span className="truncate">
            <Name event={event} />
          </span>
        </span>
        <span role="gridcell">
          <SeverityMark severity={event.severity} />
        </span>
      </span>
      <span className="flex items-center justify-between gap-2">
        <span role="gridcell" className="flex min-w-0 text-soft">
          <Short text={event.identityLabel} />
          {event.outcome && <span className="ml-1.5 truncate">· {event.outcome}</span>}
        </span>
        <Time event={event} tz={tz} />
      </span>
    </>
  )
}

const nameReasons = (event: ListedEvent) => event.reasons.filter(({ path }) => path.length === 1 && path[0] === 'eventName')

function Name({ event }: { event: ListedEvent }) {
  return event.eventName === '' ? <span className="text-soft">unnamed</span> : <Marked text={event.eventName} reasons={nameReasons(event)} />
}

/** Narrows to a value of the row, without opening it: shown where one points. */
function Only({ name, value, label }: { name: ParameterName; value: string; label: string }) {
  return (
    <FilterLink name={name} value={literal(value)} title={`Only ${label}`} className="only shrink-0 text-transparent group-hover:text-soft hover:text-ink! focus-visible:text-ink" />
  )
}

function Time({ event, tz }: { event: ListedEvent; tz: string }) {
  const now = useNow()
  const at = new Date(event.eventTime)
  return (
    <time role="gridcell" dateTime={event.eventTime} className="value shrink-0 whitespace-nowrap text-soft" title={utcAndAge(at, now)}>
      {stamp(at, tz)}
    </time>
  )
}
