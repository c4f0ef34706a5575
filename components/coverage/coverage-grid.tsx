'use client'

import { useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Answer } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import { during, instant, only } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { dayName, span, tick } from '@/components/time-format'
import { counted } from '@/components/ui/number'
import { coverFill, coverNames, CoverLegend } from './cover-states'

export type CoverageAnswer = Answer<typeof coverageContract>

/** A stretch of a row that is alike: its first cell, how many, and when that is. */
interface Stretch {
  first: number
  cells: number
  from: Date
  to: Date
  state: CoverageAnswer['rows'][number]['runs'][number]['state']
  why: string
}

/**
 * A row for each account and region, over hours or days: patterns say how each stretch is covered, the line below says why.
 * Arrow keys walk from stretch to stretch; Enter or a press opens its events.
 */
export function CoverageGrid({ answer, by }: { answer: CoverageAnswer; by: 'hour' | 'day' }) {
  const { filter, narrow } = usePlace()
  const [active, setActive] = useState({ row: 0, stretch: 0 })
  const [read, setRead] = useState<{ row: number; stretch: number }>()
  const rows = useMemo(() => answer.rows.map((row) => ({ ...row, stretches: stretchesOf(row, answer) })), [answer])
  const at = read && rows[read.row]
  const shown = at && read ? at.stretches[read.stretch] : undefined

  const open = ({ row, stretch }: { row: number; stretch: number }) => {
    const [place, when] = [rows[row], rows[row]?.stretches[stretch]]
    if (place && when) narrow(during(only(only(filter, 'account', place.account), 'region', place.region), instant(when.from.getTime()), instant(when.to.getTime())))
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const here = cellAt(event.target)
    if (!here) return
    const middle = (stretch: Stretch | undefined) => (stretch ? stretch.first + stretch.cells / 2 : 0)
    const beside = (row: number) => ({ row, stretch: Math.max(0, (rows[row]?.stretches ?? []).findLastIndex(({ first }) => first <= middle(rows[here.row]?.stretches[here.stretch]))) })
    const steps: Record<string, { row: number; stretch: number }> = {
      ArrowLeft: { ...here, stretch: here.stretch - 1 },
      ArrowRight: { ...here, stretch: here.stretch + 1 },
      ArrowUp: beside(here.row - 1),
      ArrowDown: beside(here.row + 1),
      Home: { ...here, stretch: 0 },
      End: { ...here, stretch: (rows[here.row]?.stretches.length ?? 1) - 1 },
    }
    const next = steps[event.key]
    if (event.key === 'Enter' || event.key === ' ') open(here)
    else if (next) event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.stretch}"]`)?.focus()
    else return
    event.preventDefault()
  }
  return (
    <div className="px-3 pb-3">
      <div className="relative max-h-96 overflow-auto">
        <table
          role="grid"
          aria-label="Coverage by account and region"
          className="w-full table-fixed border-separate border-spacing-0 max-wide:min-w-[28rem]"
          onKeyDown={press}
          onClick={(event: MouseEvent) => {
            const cell = cellAt(event.target)
            if (cell) open(cell)
          }}
          onPointerOver={(event) => setRead(cellAt(event.target))}
          onPointerLeave={() => setRead(undefined)}
          onFocus={(event) => {
            const cell = cellAt(event.target)
            if (cell) setActive(cell)
            setRead(cell)
          }}
        >
          <colgroup>
            <col className="w-26 wide:w-32" />
            <col className="w-26 wide:w-32" />
            {answer.starts.map((start) => (
              <col key={start} />
            ))}
          </colgroup>
          <thead className="sticky top-0 z-10 bg-paper text-sm text-soft">
            <tr>
              <th scope="col" className="pr-2 text-left font-normal">Account</th>
              <th scope="col" className="pr-2 text-left font-normal">Region</th>
              {headingsOf(answer.starts, by, filter.tz).map(({ start, spans, text }) => (
                <th key={start} scope="colgroup" colSpan={spans} className="overflow-hidden border-l border-line pl-1 text-left font-normal whitespace-nowrap">{text}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ account, region, stretches }, row) => (
              <tr key={`${account} ${region}`} className="h-5">
                <th scope="row" className="value truncate pr-2 text-left font-normal">{account}</th>
                <td className="value truncate pr-2">{region}</td>
                {stretches.map(({ first, cells, from, to, state, why }, stretch) => (
                  <td
                    key={first}
                    colSpan={cells}
                    data-cell={`${row}-${stretch}`}
                    tabIndex={active.row === row && active.stretch === stretch ? 0 : -1}
                    className={`cursor-pointer border-b-2 border-l border-paper p-0 ${coverFill(state)}`}
                  >
                    <span className="sr-only">{`${coverNames[state]}, ${span(from, to, filter.tz)}. ${why}`}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-1 flex min-h-10 flex-wrap content-start items-start justify-between gap-x-6 gap-y-1 text-sm max-wide:min-h-24">
        <p aria-hidden className="min-w-0 flex-1 basis-80">
          {shown && at ? (
            <>
              <span className="value">{at.account} {at.region}</span>, {span(shown.from, shown.to, filter.tz)}: <span className="font-semibold">{coverNames[shown.state]}</span>. {shown.why}
            </>
          ) : (
            <span className="text-soft">Point at a stretch, or walk with the arrow keys, to read why. Press it for its events.</span>
          )}
        </p>
        <CoverLegend />
      </div>
      {answer.totalRows > answer.rows.length && <p className="text-soft">{counted(answer.rows.length, 'row')} of {answer.totalRows} are shown. Narrow to an account or region for the others.</p>}
    </div>
  )
}

function stretchesOf({ runs }: CoverageAnswer['rows'][number], { starts, from, to }: CoverageAnswer): Stretch[] {
  let first = 0
  return runs.map(({ cells, state, why }) => {
    const stretch = { first, cells, state, why, from: new Date(Math.max(Date.parse(starts[first] ?? from), Date.parse(from))), to: new Date(Math.min(Date.parse(starts[first + cells] ?? to), Date.parse(to))) }
    first += cells
    return stretch
  })
}

/** Headings that have room: a tick every so many hours or days. */
function headingsOf(starts: readonly string[], by: 'hour' | 'day', tz: string): { start: string; spans: number; text: string }[] {
  const every = Math.ceil(starts.length / 8)
  return starts.flatMap((start, index) => {
    if (index % every !== 0) return []
    const at = new Date(start)
    return [{ start, spans: Math.min(every, starts.length - index), text: by === 'day' ? dayName(at, tz).replace(/^\w+ /, '') : tick(at, tz, 3_600) }]
  })
}

function cellAt(target: EventTarget): { row: number; stretch: number } | undefined {
  const [row, stretch] = (target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset.cell?.split('-') : undefined) ?? []
  return row === undefined || stretch === undefined ? undefined : { row: Number(row), stretch: Number(stretch) }
}
