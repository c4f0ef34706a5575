'use client'

import { memo, useMemo, useRef, useState } from 'react'
import { timelineContract, timelineKeys } from '@/lib/api/timeline'
import { useAnswer } from '@/lib/api/use-answer'
import { distinct } from '@/components/ui/distinct'
import { Emptied } from '@/components/ui/emptied'
import { Panel } from '@/components/ui/panel'
import { useOnceQuiet } from '@/components/ui/use-once-quiet'
import { useWidth } from '@/components/ui/use-width'
import { asks } from '@/components/asks'
import { CoverageStrip } from '@/components/coverage/coverage-strip'
import { usePlace } from '@/components/filters/place-provider'
import { NoteForm } from '@/components/review/note-form'
import { Download } from './download'
import { plot } from './plot'
import { Legend } from './legend'
import { stacked, type TimelineAnswer } from './series'
import { TimelineBars } from './timeline-bars'
import { TimelineNotes } from './timeline-notes'
import { TimelineOverlay } from './timeline-overlay'
import { TimelineTable } from './timeline-table'
import { UsualBand, type Usual } from './usual-band'

const picture = () => import('./timeline-picture')

/** Milliseconds that one points at a legend entry before its series is lifted out: what one only passes, or presses at once, is not worth drawing it. */
const moment = 60

/** Events over time, stacked. Drag across it to narrow to that time; press a legend entry to narrow to it. */
export const Timeline = memo(function Timeline({ folded, usual }: { folded: boolean; usual?: Usual | undefined }) {
  const { filter, view, see } = usePlace()
  const timeline = useAnswer(timelineContract, asks.timeline(view), { filter })
  const [isTable, setTable] = useState(false)
  const [noting, setNoting] = useState<string>()
  const read = useRef<string>(undefined)
  return (
    <Panel
      title="Events over time"
      answer={timeline}
      isEmpty={({ total }) => total === 0}
      empty={<Emptied />}
      isCalm
      folded={folded}
      skeleton={<div className="mx-3 mb-3 h-[13.625rem] animate-pulse rounded bg-hover touch:h-[14.375rem] max-wide:h-[17.5rem] max-wide:touch:h-[18.25rem]" />}
      aside={
        <div className="on-screen ml-auto flex items-center gap-1 max-wide:contents">
          <label className="flex items-center gap-1 text-soft max-wide:order-1">
            by
            <select
              className="control"
              aria-label="Stack by"
              value={view.by}
              onChange={(event) => {
                const by = timelineKeys.find((key) => key === event.target.value)
                if (by) see({ by })
              }}
            >
              {timelineKeys.map((key) => (
                <option key={key}>{key}</option>
              ))}
            </select>
          </label>
          <Download
            name="events-over-time"
            data={timeline.data}
            picture={async (data) => (await picture()).timelinePicture(data, view.by, filter)}
            csv={async (data) => (await picture()).timelineCsv(data, filter.tz)}
          />
          <button
            type="button"
            className="control control-quiet"
            aria-label="Leave a note on a moment"
            title="Leave a note on a moment"
            aria-expanded={noting !== undefined}
            onClick={() => setNoting(noting === undefined ? (read.current ?? timeline.data?.starts.at(-1)) : undefined)}
          >
            note
          </button>
          <button type="button" className="control control-quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            table
          </button>
        </div>
      }
    >
      {(answer) => (
        <>
          <Picture answer={answer} isTable={isTable} usual={usual} onNote={setNoting} onRead={(at) => (read.current = at)} />
          {noting !== undefined && <NoteForm key={noting} on={{ kind: 'moment', at: noting }} name="a moment" tz={filter.tz} className="border-t border-line px-3 py-2" onDone={() => setNoting(undefined)} />}
        </>
      )}
    </Panel>
  )
})

function Picture({ answer, isTable, usual, onNote, onRead }: {
  answer: TimelineAnswer
  isTable: boolean
  usual: Usual | undefined
  onNote: (at: string) => void
  onRead: (at: string) => void
}) {
  const { filter, view } = usePlace()
  const [ref, width] = useWidth()
  const [lifted, setLifted] = useState<number>()
  const lifting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const onLift = (index: number | undefined) => {
    clearTimeout(lifting.current)
    lifting.current = setTimeout(setLifted, moment, index)
  }
  const series = useMemo(() => {
    const labels = distinct(answer.series)
    return stacked(view.by, answer.series.map((each, index) => ({ ...each, label: labels[index] ?? each.label })))
  }, [view.by, answer])
  // A thousand cells that few look at: they come once the picture is drawn.
  const numbers = useMemo(() => ({ answer, series, tz: filter.tz }), [answer, series, filter.tz])
  const settled = useOnceQuiet<typeof numbers | undefined>(numbers, undefined)
  const told = isTable ? numbers : settled
  const lift = lifted === undefined ? {} : { [`--series-${lifted}`]: 1, '--series-rest': 0.2 }
  return (
    <div className="px-3 pb-2">
      <div ref={ref} className="relative" style={{ height: plot.height, ...lift }}>
        {width > 0 && (
          <>
            {usual && <UsualBand usual={usual} answer={answer} series={series} width={width} />}
            <div aria-hidden className="relative">
              <TimelineBars answer={answer} series={series} by={view.by} tz={filter.tz} width={width} />
            </div>
            <TimelineOverlay answer={answer} series={series} width={width} onNote={onNote} onRead={onRead} />
            <TimelineNotes answer={answer} width={width} tz={filter.tz} />
          </>
        )}
      </div>
      <div className="h-3 touch:h-6">{width > 0 && <CoverageStrip answer={answer} width={width} />}</div>
      {usual && usual.high.length > 0 && <p className="mb-1 text-sm text-soft">The shaded band is what is usual at that time of day, on nine of ten of the days before.</p>}
      {/* As high as its skeleton; what is usual is told in that room. */}
      <Legend series={series} by={view.by} className={usual ? '' : 'max-wide:min-h-[5.25rem]'} onLift={onLift} />
      <div data-late aria-busy={told !== numbers} className={isTable ? 'mt-2 max-h-80 overflow-auto' : 'sr-only'}>
        {told && <TimelineTable {...told} isShown={isTable} />}
      </div>
    </div>
  )
}
