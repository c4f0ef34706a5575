'use client'

import { ArrowLeft, ChevronDown, ChevronUp, X } from 'lucide-react'
import Link from 'next/link'
import { startTransition, useEffect, useRef, useState } from 'react'
import { eventContract } from '@/lib/api/events'
import { inPath } from '@/lib/api/in-path'
import { useAnswer } from '@/lib/api/use-answer'
import { permalink, type Reading } from '@/components/events/use-reading'
import { CopyButton, copyText } from '@/components/ui/copy'
import { Boundary } from '@/components/ui/boundary'
import { Trouble } from '@/components/ui/trouble'
import { useKeys } from '@/components/ui/use-keys'
import { isWide } from '@/components/ui/use-media'
import { later } from '@/components/ui/later'

const skeleton = <div className="m-4 h-96 animate-pulse rounded bg-hover" />
const ReaderBody = later(() => import('./reader-body').then((code) => code.ReaderBody), skeleton)
/** Brings the code by which events are read, before one is opened. */
export const prepareReader = (): void => void ReaderBody.load().catch(() => undefined)

/**
 * The event that the URL names, at the right of the list; on narrow screens it covers the page.
 * @param isOver whether it opens over a page that is drawn already: that makes room for it once it can be read
 */
export function Reader({ eventID, reading, isOver = false }: { eventID: string; reading: Reading; isOver?: boolean }) {
  const answer = useAnswer(eventContract, { eventID })
  const scroller = useRef<HTMLDivElement>(null)
  const back = useRef<HTMLButtonElement>(null)
  const { data } = answer
  const isBeside = useOnceDrawn(!isOver, data !== undefined)
  useKeys({ c: () => (data ? void copyText(data.raw) : false) })
  // Where the reader covers the page, what has the focus must not lie behind it; elsewhere Back is not there to take it.
  useEffect(() => {
    if (!isWide()) back.current?.focus()
  }, [])
  // What is drawn for the first time begins at its top: to say so would have the browser lay out the page before it is whole.
  const read = useRef(eventID)
  useEffect(() => {
    if (read.current !== eventID && scroller.current) scroller.current.scrollTop = 0
    read.current = eventID
  }, [eventID])
  return (
    <aside aria-label="Reader" className={`fixed inset-0 z-40 flex flex-col border-l border-line bg-paper ${isBeside ? 'wide:sticky wide:inset-auto' : 'wide:left-auto'} wide:top-0 wide:z-30 wide:h-dvh wide:w-[min(42rem,46vw)] wide:shrink-0 print:static print:h-auto print:w-full`}>
      <header className="on-screen flex flex-wrap items-center gap-1 border-b border-line px-2 py-1.5">
        <button ref={back} type="button" className="control wide:hidden" onClick={reading.close}>
          <ArrowLeft aria-hidden className="size-4" />
          Back
        </button>
        <button type="button" className="control control-quiet" onClick={() => reading.move(-1)} aria-label="Previous event" title="Previous event (k)">
          <ChevronUp aria-hidden className="size-4" />
        </button>
        <button type="button" className="control control-quiet" onClick={() => reading.move(1)} aria-label="Next event" title="Next event (j)">
          <ChevronDown aria-hidden className="size-4" />
        </button>
        <Link className="link px-1" prefetch={false} href={`/events/${inPath(eventID)}`}>
          Page
        </Link>
        <span className="ml-auto flex gap-1">
          <CopyButton label="Copy link to event" text={() => permalink(eventID)} />
          <button type="button" className="control control-quiet max-wide:hidden" onClick={reading.close} aria-label="Close the reader" title="Close (Esc)">
            <X aria-hidden className="size-4" />
          </button>
        </span>
      </header>
      <p role="status" className="sr-only">
        {data && !answer.isPlaceholderData ? data.sentence : ''}
      </p>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto pt-1" aria-busy={answer.isFetching}>
        {data && !answer.isPlaceholderData ? (
          <Boundary resetKey={eventID}>
            <ReaderBody event={data} />
          </Boundary>
        ) : answer.error ? (
          <div className="pt-3">
            <Trouble problem={answer.error.problem} retry={() => void answer.refetch()} />
          </div>
        ) : data ? (
          <div className="opacity-50" aria-hidden>
            <ReaderBody event={data} />
          </div>
        ) : (
          skeleton
        )}
      </div>
    </aside>
  )
}

/** Milliseconds that the page waits for what is to be read before it makes room. */
const patience = 300

/** True once the frame in which what is there was drawn is on the screen, or it takes long to come; from the start if it is so at first. */
function useOnceDrawn(first: boolean, isThere: boolean): boolean {
  const [isDrawn, setDrawn] = useState(first)
  useEffect(() => {
    if (isDrawn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => (timer = setTimeout(() => startTransition(() => setDrawn(true)), isThere ? 0 : patience)))
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [isDrawn, isThere])
  return isDrawn
}
