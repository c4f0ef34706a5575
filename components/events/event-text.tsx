'use client'

import { memo, useEffect, useMemo, useRef } from 'react'
import { eventContract, type ListedEvent } from '@/lib/api/events'
import { useAnswer } from '@/lib/api/use-answer'
import { marksOf } from '@/components/reader/marks'
import { matchedText, showIn } from '@/components/reader/reasons'
import { RecordLines } from '@/components/reader/record-lines'
import { parsed } from '@/components/reader/raw-record'
import { stamp, utcAndAge, zoneName } from '@/components/time-format'
import { ClassMark, classFill } from '@/components/ui/class-mark'
import { CopyButton } from '@/components/ui/copy'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Trouble } from '@/components/ui/trouble'
import { useNow } from '@/components/ui/use-now'

interface Props {
  event: ListedEvent
  tz: string
  isFolding: boolean
  position: number
  total: number
  isActive: boolean
  /** Whether Tab reaches this record. */
  isTabStop: boolean
  /** Whether it takes the focus when it becomes active. */
  hasFocus: boolean
  onOpen: (eventID: string) => void
  onFocus: (eventID: string) => void
}

/** One event as text: what happened in a sentence, why it is marked, and its record. */
export const EventText = memo(function EventText({ event, tz, isFolding, position, total, isActive, isTabStop, hasFocus, onOpen, onFocus }: Props) {
  const answer = useAnswer(eventContract, { eventID: event.eventID })
  const article = useRef<HTMLElement>(null)
  const now = useNow()
  const at = new Date(event.eventTime)
  useEffect(() => {
    const focused = document.activeElement
    if (hasFocus && (focused === document.body || focused?.closest('[role="feed"]'))) article.current?.focus({ preventScroll: true })
  }, [hasFocus])
  return (
    <article
      ref={article}
      aria-label={event.sentence}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={isTabStop ? 0 : -1}
      className={`border-b border-line px-3 py-2 focus-visible:-outline-offset-2 ${isActive ? 'bg-chosen/40' : ''}`}
      onFocus={() => onFocus(event.eventID)}
    >
      <header className="flex flex-wrap items-baseline gap-x-2.5">
        <time dateTime={event.eventTime} className="value text-soft" title={utcAndAge(at, now)}>
          {stamp(at, tz)} {zoneName(tz, at)}
        </time>
        <SeverityMark severity={event.severity} />
        <ClassMark value={event.class} />
        <h3 className="min-w-0 flex-1 basis-80 font-semibold [overflow-wrap:anywhere]">
          <button type="button" className="line-clamp-2 text-left hover:underline" onClick={() => onOpen(event.eventID)}>
            {event.sentence}
          </button>
        </h3>
        {answer.data && <CopyButton label="Copy raw" text={() => answer.data.raw} className="on-screen control-quiet" />}
      </header>
      {answer.data ? (
        <Record event={answer.data} isFolding={isFolding} />
      ) : answer.error ? (
        <Trouble problem={answer.error.problem} retry={() => void answer.refetch()} />
      ) : (
        <div className="mt-2 h-72 animate-pulse rounded bg-hover" />
      )}
    </article>
  )
})

function Record({ event, isFolding }: { event: ListedEvent & { raw: string }; isFolding: boolean }) {
  const record = useMemo(() => parsed(event.raw), [event.raw])
  const marks = useMemo(() => marksOf(event.reasons), [event.reasons])
  return (
    <>
      {event.reasons.length > 0 && (
        <ul aria-label="Why it is marked" className="mt-1 grid gap-0.5">
          {event.reasons.map((reason, index) => (
            <li key={index} className="flex flex-wrap items-baseline gap-x-2">
              <button type="button" className="min-w-0 text-left touch:py-2" title="Show it in the record" onClick={(press) => showIn(press.currentTarget, reason)}>
                <mark className="risky value [overflow-wrap:anywhere]" style={{ textDecorationColor: classFill[reason.class] }}>
                  {matchedText(event, reason) || reason.rule}
                </mark>
              </button>
              <span className="text-soft">
                {reason.severity}: {reason.why}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="value mt-1">{record ? <RecordLines node={record} marks={marks} identity={event.identity} isFolding={isFolding} /> : <pre className="whitespace-pre-wrap [overflow-wrap:anywhere]">{event.raw}</pre>}</div>
    </>
  )
}
