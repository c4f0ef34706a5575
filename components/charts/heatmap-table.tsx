'use client'

import { Fragment, useMemo, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { Answer } from '@/lib/api/contract'
import type { heatmapContract } from '@/lib/api/heatmap'
import type { Filter } from '@/lib/filter/filter'
import { only } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { counted } from '@/components/ui/number'
import { useOnceQuiet } from '@/components/ui/use-once-quiet'
import { usePrinting } from '@/components/ui/use-printing'
import { columnName, headingsOf, narrowedTo } from './columns'
import { missingColumns, type Spanned } from './gaps'
import { HeatLegend } from './heat-legend'
import { HeatmapRow, isAlarming } from './heatmap-row'
import { unusualColumns, type UnusualHour } from './unusual'

export type HeatmapAnswer = Answer<typeof heatmapContract>

interface Cell {
  row: number
  column: number
}

interface Props {
  answer: HeatmapAnswer
  /** The span that is shown and what is missing from it, as far as known. */
  spanned: Spanned | undefined
  caption: string
  /** Hours that are out of the ordinary, to be outlined. */
  unusual?: readonly UnusualHour[] | undefined
  children: ReactNode
}

const rowHeight = 20
const none: ReadonlyMap<number, string> = new Map()
/** As many rows as there is room for. */
const inView = 14
/** Rows beyond those in view that are drawn with them; more follow. */
const atOnce = 4

/** The heatmap as a table whose cells arrow keys walk; Enter or a press narrows. Rows out of view are not drawn if they are many. */
export function HeatmapTable({ answer, spanned, caption, unusual, children }: Props) {
  const { filter, view, narrow, foresee } = usePlace()
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })
  const [read, setRead] = useState<Cell>()
  const largest = useMemo(() => Math.max(0, ...answer.rows.flatMap(({ cells }) => cells)), [answer])
  const headings = headingsOf(view.cols, answer.cols)
  const missing = useMemo(() => missingColumns(spanned, view.cols, answer.cols, filter.tz), [spanned, view.cols, answer.cols, filter.tz])
  const outlined = useMemo(() => answer.rows.map(({ key }) => (unusual && unusual.length > 0 ? unusualColumns(unusual, key, view, filter.tz) : none)), [answer, unusual, view, filter.tz])
  const [first, setFirst] = useState(0)
  const isPrinting = usePrinting()
  // What is out of view is drawn once the rest is.
  const isSettled = useOnceQuiet<HeatmapAnswer | undefined>(answer, undefined) === answer
  const beyond = isSettled ? Math.ceil(1_200 / answer.cols.length) : atOnce
  const isDrawn = (row: number) => isPrinting || row === active.row || (row >= first - beyond && row < first + inView + beyond)
  // The row that has the focus stays, wherever one scrolls.
  const drawn = answer.rows.flatMap((_, row) => (isDrawn(row) ? [row] : []))

  const within = ({ row, column }: Cell) => {
    const [key, name] = [answer.rows[row]?.key, answer.cols[column]]
    return key === undefined || name === undefined ? undefined : (present: Filter) => narrowedTo(only(present, view.rows, key), view.cols, name)
  }
  const open = (cell: Cell) => {
    const next = within(cell)
    if (next) narrow(next)
  }
  /** Reads a cell, which is then likely to be pressed. */
  const point = (cell: Cell | undefined) => {
    setRead(cell)
    // What is no cell says itself where it leads.
    if (cell || read) foresee(cell && within(cell))
  }
  const press = (event: KeyboardEvent<HTMLTableElement>) => {
    const here = cellAt(event.target)
    if (!here) return
    const steps: Record<string, Cell> = {
      ArrowUp: { ...here, row: here.row - 1 },
      ArrowDown: { ...here, row: here.row + 1 },
      ArrowLeft: { ...here, column: here.column - 1 },
      ArrowRight: { ...here, column: here.column + 1 },
      Home: { ...here, column: 0 },
      End: { ...here, column: answer.cols.length - 1 },
    }
    const next = steps[event.key]
    if (event.key === 'Enter' || event.key === ' ') open(here)
    else if (next) event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus()
    else return
    event.preventDefault()
  }
  const click = (event: MouseEvent) => {
    const cell = cellAt(event.target)
    if (cell) open(cell)
  }
  return (
    <>
      <div onScroll={({ currentTarget }) => setFirst(Math.floor(currentTarget.scrollTop / rowHeight / inView) * inView)} className="contain-content max-h-[17.5rem] overflow-auto px-3 @4xl/desk:h-[17.5rem] print:h-auto print:max-h-none">
        <table role="grid" aria-label={caption} aria-rowcount={answer.rows.length + 1} className="w-full table-fixed border-separate border-spacing-0" data-own-keys onKeyDown={press} onClick={click} onPointerOver={(event) => point(cellAt(event.target))} onPointerDown={(event) => {
          const cell = cellAt(event.target)
          if (cell && event.button === 0) foresee(within(cell), true)
        }} onPointerLeave={() => point(undefined)} onFocus={(event) => {
          const cell = cellAt(event.target)
          if (cell) setActive(cell)
          point(cell)
        }}>
          <colgroup>
            <col className="w-[clamp(8.5rem,20vw,14rem)]" />
            <col className="w-16" />
            {answer.cols.map((column) => (
              <col key={column} />
            ))}
          </colgroup>
          <thead className="sticky top-0 z-10 bg-paper text-sm text-soft">
            <tr>
              <th scope="col" className="pr-2 text-left font-normal">
                <span className="sr-only">Name</span>
              </th>
              <th scope="col" className="pr-2 text-right font-normal">
                events
              </th>
              {headings.map(({ column, text, rest, spans }) => (
                <th key={column} scope="colgroup" colSpan={spans} className="overflow-hidden whitespace-nowrap border-l border-line pl-1 text-left font-normal">
                  {text}
                  <span className="max-wide:hidden">{rest}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody data-late aria-busy={!isSettled}>
            {drawn.map((index, place) => {
              const row = answer.rows[index]
              const skipped = index - (drawn[place - 1] ?? -1) - 1
              return (
                row && (
                  <Fragment key={row.key}>
                    {skipped > 0 && <Skipped rows={skipped} />}
                    <HeatmapRow row={row} index={index} largest={largest} rows={view.rows} cols={view.cols} missing={missing} unusual={outlined[index] ?? none} active={active.row === index ? active.column : -1} />
                  </Fragment>
                )
              )
            })}
            <Skipped rows={answer.rows.length - 1 - (drawn.at(-1) ?? -1)} />
          </tbody>
        </table>
      </div>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 px-3 py-1 text-sm">
        <p aria-hidden className="on-screen min-w-0 flex-1 basis-52">
          {read ? <Reading answer={answer} cell={read} isMissing={missing.has(read.column)} why={outlined[read.row]?.get(read.column)} name={columnName(view.cols, answer.cols[read.column] ?? '')} /> : <span className="text-soft">Press a name or a cell to narrow to it</span>}
        </p>
        {children}
        <HeatLegend largest={largest} hasGaps={missing.size > 0} />
      </div>
    </>
  )
}

/** The room of rows that are not drawn. */
function Skipped({ rows }: { rows: number }) {
  return (
    <tr aria-hidden>
      <td className="p-0" style={{ height: rows * rowHeight }} />
    </tr>
  )
}

function Reading({ answer, cell, isMissing, why, name }: { answer: HeatmapAnswer; cell: Cell; isMissing: boolean; why: string | undefined; name: string }) {
  const row = answer.rows[cell.row]
  const severity = row?.severities[cell.column]
  if (!row) return null
  return (
    <>
      {row.label}, {name}: <span className="font-semibold">{isMissing && !row.cells[cell.column] ? 'no data' : counted(row.cells[cell.column] ?? 0, 'event')}</span>
      {severity && isAlarming(severity) && `, ◆ up to ${severity}`}
      {why !== undefined && `. Out of the ordinary: ${why}`}
    </>
  )
}

function cellAt(target: EventTarget): Cell | undefined {
  const [row, column] = (target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset.cell?.split('-') : undefined) ?? []
  return row === undefined || column === undefined ? undefined : { row: Number(row), column: Number(column) }
}
