'use client'

import { memo, useEffect, useId, useRef, useState, type MouseEvent } from 'react'
import type { ListedEvent } from '@/lib/api/events'
import { literal } from '@/lib/filter/spelling'
import { FilterLink } from '@/components/filters/filter-link'
import { PageLink } from '@/components/subject/page-link'
import { stamp, utcAndAge } from '@/components/time-format'
import { ClassMark, classFill } from '@/components/ui/class-mark'
import { Marked, whyOf } from '@/components/ui/marked'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'

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

const isOnLink = ({ target }: MouseEvent): boolean => target instanceof Element && target.closest('a') !== null

/** One event of the list: one line, or two where there is little room. A press opens it; with the focus it tells why it is marked. */
export const EventRow = memo(function EventRow({ event, index, top, height, tz, isNarrow, isActive, isTabStop, hasFocus, onOpen, onFocus, onPoint }: Props) {
  const row = useRef<HTMLDivElement>(null)
  /** When one began to point at it. */
  const [pointedAt, setPointedAt] = useState<number>()
  useEffect(() => {
    const focused = document.activeElement
    if (hasFocus && (focused === document.body || focused?.getAttribute('role') === 'row')) row.current?.focus({ preventScroll: true })
  }, [hasFocus])

  /** Where one began to point at it while what it leads to was not there yet. */
  const entered = useRef<{ clientX: number; clientY: number }>(undefined)
  const open = (click: MouseEvent) => {
    // Selecting text is no press.
    if (!isOnLink(click) && window.getSelection()?.isCollapsed !== false) onOpen(event.eventID)
  }
  /** What came up under the pointer while it was there is not what one means to press. */
  const meant = (click: MouseEvent) => {
    const isUnmoved = entered.current !== undefined && Math.hypot(click.clientX - entered.current.clientX, click.clientY - entered.current.clientY) < 3
    if (!isUnmoved || click.detail === 0 || !isOnLink(click)) return
    click.preventDefault()
    click.stopPropagation()
    onOpen(event.eventID)
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
        className={`group peer absolute inset-x-0 cursor-pointer border-b print:static print:h-auto! print:break-inside-avoid border-line px-3 hover:bg-hover focus-visible:-outline-offset-2 ${isActive ? 'bg-chosen' : ''} ${isNarrow ? 'event-row-narrow' : 'event-row'}`}
        style={{ top, height }}
        onClickCapture={meant}
        onClick={open}
        onFocus={() => onFocus(event.eventID)}
        onPointerEnter={({ clientX, clientY }) => {
          entered.current = isActive ? undefined : { clientX, clientY }
          setPointedAt(Date.now())
          onPoint(event.eventID)
        }}
        onPointerLeave={() => setPointedAt(undefined)}
      >
        {isNarrow ? <Narrow event={event} tz={tz} pointedAt={pointedAt} /> : <Wide event={event} tz={tz} pointedAt={pointedAt} isLit={pointedAt !== undefined || isActive} />}
      </div>
      {isActive && why !== '' && (
        <div id={id} aria-hidden className="pointer-events-none absolute right-3 z-10 hidden max-w-lg whitespace-pre-line rounded border border-edge bg-raised px-2 py-1 text-sm shadow-md peer-focus-visible:block print:hidden!" style={{ top: top + height }}>
          {why}
        </div>
      )}
    </>
  )
})

/**
 * @param isLit whether one points at it, or keys are about it: what it leads to and what hovering tells is there only then,
 * as a list that is scrolled draws thousands. What is there already stays as it is: it may be under a finger that presses.
 */
function Wide({ event, tz, pointedAt, isLit }: { event: ListedEvent; tz: string; pointedAt: number | undefined; isLit: boolean }) {
  const told = (text: string) => (isLit ? text : '')
  return (
    <>
      <Time event={event} tz={tz} pointedAt={pointedAt} />
      <SeverityMark role="gridcell" severity={event.severity} />
      <ClassMark role="gridcell" className="cell-class" value={event.class} />
      <span role="gridcell" className="value truncate" title={told(event.sentence)}>
        <Name event={event} />
      </span>
      <Short role="gridcell" className={isLit ? 'overflow-visible' : 'pr-9'} text={event.identityLabel} title={told(event.identityLabel === event.identity ? event.identity : `${event.identityLabel}\n${event.identity}`)}>
        {isLit && <Leading name="identity" value={event.identity} label={event.identityLabel} />}
      </Short>
      <Short role="gridcell" className={`cell-from value ${isLit ? 'overflow-visible' : 'pr-9'}`} text={event.sourceIPAddress} title={told(event.sourceIPAddress)}>
        {isLit && <Leading name="ip" value={event.sourceIPAddress} label={event.sourceIPAddress} />}
      </Short>
      <Short role="gridcell" className="cell-target value" text={event.target} title={told(event.target)} />
      <span role="gridcell" className="cell-region value truncate text-soft">
        {event.awsRegion}
      </span>
      <Short role="gridcell" className="cell-error value" text={event.outcome} title={told(event.outcome)} />
    </>
  )
}

function Narrow({ event, tz, pointedAt }: { event: ListedEvent; tz: string; pointedAt: number | undefined }) {
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
        <Time event={event} tz={tz} pointedAt={pointedAt} />
      </span>
    </>
  )
}

const nameReasons = (event: ListedEvent) => event.reasons.filter(({ path }) => path.length === 1 && path[0] === 'eventName')

function Name({ event }: { event: ListedEvent }) {
  return event.eventName === '' ? <span className="text-soft">unnamed</span> : <Marked text={event.eventName} reasons={nameReasons(event)} />
}

/** Narrows to a value of the row, without opening it, or goes to its page. */
function Leading({ name, value, label }: { name: 'identity' | 'ip'; value: string; label: string }) {
  return (
    <span className="ml-1 flex w-8 shrink-0 gap-1">
      <FilterLink name={name} value={literal(value)} title={`Only ${label}`} className="only shrink-0 text-soft hover:text-ink" />
      <PageLink name={name} value={value} />
    </span>
  )
}

function Time({ event, tz, pointedAt }: { event: ListedEvent; tz: string; pointedAt: number | undefined }) {
  const at = new Date(event.eventTime)
  return (
    <time role="gridcell" dateTime={event.eventTime} className="value shrink-0 whitespace-nowrap text-soft" title={pointedAt === undefined ? '' : utcAndAge(at, pointedAt)}>
      {stamp(at, tz)}
    </time>
  )
}
