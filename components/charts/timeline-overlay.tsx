'use client'

import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Filter } from '@/lib/filter/filter'
import { during, instant } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { span } from '@/components/time-format'
import { isMissing, isPartlyMissing } from './gaps'
import { NoData } from './no-data'
import { Readout } from './readout'
import { bucketAt, bucketEnd, bucketLeft, plot } from './plot'
import type { Series, TimelineAnswer } from './series'

interface Props {
  answer: TimelineAnswer
  series: readonly Series[]
  width: number
  /** A note on the moment that is read, or else on the last that was, is to be written. */
  onNote: (at: string) => void
  /** Is told the moment that is read. */
  onRead: (at: string) => void
}

/** Where one points (bucket) and where a selection began. */
interface Pointing {
  at: number
  anchor?: number
}

/**
 * What lies over the bars: hovering reads a bucket, dragging selects a stretch and zooms into it, a double press zooms
 * out. With the keyboard: arrows read, with Shift select, Enter zooms in, Backspace out, n writes a note.
 */
export function TimelineOverlay({ answer, series, width, onNote, onRead }: Props) {
  const { filter: { tz }, narrow, foresee } = usePlace()
  const [pointing, setPoint] = useState<Pointing>()
  const [isDragging, setDragging] = useState(false)
  const buckets = answer.starts.length
  const left = (index: number) => bucketLeft(index, width, buckets)
  const startOf = (index: number) => answer.starts[index] ?? answer.from
  const setPointing = (next: Pointing | undefined) => {
    setPoint(next)
    if (next) onRead(startOf(next.at))
  }

  const zoomed = (a: number, b: number) => {
    const [first, last] = [Math.min(a, b), Math.max(a, b)]
    const from = Math.max(Date.parse(answer.from), Date.parse(answer.starts[first] ?? answer.from))
    const to = Math.min(Date.parse(answer.to), bucketEnd(answer, last).getTime())
    return (present: Filter) => during(present, instant(from), instant(to))
  }
  const zoomTo = (a: number, b: number) => {
    setPointing(undefined)
    narrow(zoomed(a, b))
  }
  const zoomOut = () => {
    const [from, to] = [Date.parse(answer.from), Date.parse(answer.to)]
    narrow((present) => during(present, instant(Math.max(0, from - (to - from))), instant(to + (to - from))))
  }
  const bucketOf = (event: PointerEvent<HTMLElement>) => bucketAt(event.clientX - event.currentTarget.getBoundingClientRect().left, width, buckets)

  const press = (event: KeyboardEvent) => {
    const at = pointing?.at ?? (event.key === 'ArrowLeft' ? buckets : -1)
    const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buckets - 1 }
    const next = steps[event.key]
    if (next !== undefined) {
      const held = Math.min(buckets - 1, Math.max(0, next))
      setPointing(event.shiftKey ? { at: held, anchor: pointing?.anchor ?? Math.max(0, Math.min(buckets - 1, at)) } : { at: held })
    } else if (event.key === 'Enter' && pointing) zoomTo(pointing.anchor ?? pointing.at, pointing.at)
    else if (event.key === 'Backspace') zoomOut()
    else if (event.key === 'n' && pointing && !event.ctrlKey && !event.metaKey && !event.altKey) onNote(startOf(pointing.at))
    else if (event.key === 'Escape' && pointing) setPointing(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** What is to be said of a stretch besides its counts. */
  const remark = (from: number, to: number) => (isMissing(answer, from, to) ? 'no data' : isPartlyMissing(answer, from, to) ? 'no data for a part of it' : undefined)
  const first = pointing ? Math.min(pointing.anchor ?? pointing.at, pointing.at) : 0
  const last = pointing ? Math.max(pointing.anchor ?? pointing.at, pointing.at) : 0
  return (
    <div
      role="group"
      aria-label="Timeline: arrow keys read, Shift and arrows select, Enter zooms in, Backspace zooms out, n leaves a note"
      data-own-keys
      tabIndex={0}
      className="absolute inset-0 cursor-crosshair touch-pan-y select-none"
      onKeyDown={press}
      onBlur={() => setPointing(undefined)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
        setPointing({ at: bucketOf(event), anchor: bucketOf(event) })
      }}
      onPointerMove={(event) => {
        const at = bucketOf(event)
        if (pointing?.at === at) return
        const anchor = pointing?.anchor ?? at
        setPointing(isDragging ? { at, anchor } : { at })
        if (isDragging) foresee(anchor === at ? undefined : zoomed(anchor, at))
      }}
      onPointerUp={(event) => {
        const at = bucketOf(event)
        const anchor = pointing?.anchor ?? at
        setDragging(false)
        if (isDragging && anchor !== at) zoomTo(anchor, at)
        else setPointing({ at })
      }}
      onPointerCancel={() => {
        foresee(undefined)
        setDragging(false)
        setPointing(undefined)
      }}
      onPointerLeave={() => !isDragging && setPointing(undefined)}
      onDoubleClick={zoomOut}
    >
      <NoData answer={answer} width={width} />
      {pointing && (
        <>
          <div
            className={`pointer-events-none absolute border-x border-edge ${pointing.anchor === undefined ? 'opacity-50' : 'bg-focus/15'}`}
            style={{ left: left(first), width: left(last + 1) - left(first), top: plot.margin.top, height: plot.height - plot.axis - plot.margin.top }}
          />
          <Readout
            title={span(new Date(answer.starts[first] ?? answer.from), bucketEnd(answer, last), tz)}
            counts={series.map(({ key, label, counts }) => ({ key, label, count: counts.slice(first, last + 1).reduce((sum, each) => sum + each, 0) }))}
            x={(left(first) + left(last + 1)) / 2}
            width={width}
            remark={remark(Math.max(Date.parse(answer.from), Date.parse(answer.starts[first] ?? answer.from)), Math.min(Date.parse(answer.to), bucketEnd(answer, last).getTime()))}
          />
        </>
      )}
    </div>
  )
}
