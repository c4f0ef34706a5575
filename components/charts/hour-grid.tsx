'use client'

import { useState, type KeyboardEvent, type MouseEvent } from 'react'
import { counted, grouped } from '@/components/ui/number'
import { shadeFill, shadeOf } from './heat-scale'
import { withWhy } from './unusual'

/** A row of 24 hours, and what was usual in each, if that is known; hours out of the ordinary with the reason. */
export interface HourRow {
  key: string
  label: string
  cells: readonly number[]
  usual?: readonly number[]
  unusual: ReadonlyMap<number, string>
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** Hours against weekdays or days. Arrow keys walk the cells; Enter, or a press, opens one, a name its row. */
export function HourGrid({ rows, caption, onOpen }: { rows: readonly HourRow[]; caption: string; onOpen: (row: HourRow, hour: number | undefined) => void }) {
  const [active, setActive] = useState({ row: 0, hour: 0 })
  const [read, setRead] = useState<{ row: number; hour: number }>()
  const largest = Math.max(0, ...rows.flatMap(({ cells }) => cells))
  const cellAt = (target: EventTarget) => {
    const [row, hour] = (target instanceof Element ? target.closest<HTMLElement>('[data-hour]')?.dataset.hour?.split('-') : undefined) ?? []
    return row === undefined || hour === undefined ? undefined : { row: Number(row), hour: Number(hour) }
  }
  const press = (event: KeyboardEvent<HTMLTableElement>) => {
    const here = cellAt(event.target)
    if (!here) return
    const steps: Record<string, { row: number; hour: number }> = {
      ArrowUp: { ...here, row: here.row - 1 }, ArrowDown: { ...here, row: here.row + 1 }, ArrowLeft: { ...here, hour: here.hour - 1 }, ArrowRight: { ...here, hour: here.hour + 1 },
    }
    const next = steps[event.key]
    if (event.key === 'Enter' || event.key === ' ') open(here)
    else if (next) event.currentTarget.querySelector<HTMLElement>(`[data-hour="${next.row}-${next.hour}"]`)?.focus()
    else return
    event.preventDefault()
  }
  const open = ({ row, hour }: { row: number; hour: number }) => {
    const found = rows[row]
    if (found) onOpen(found, hour)
  }
  const click = (event: MouseEvent) => {
    const cell = cellAt(event.target)
    if (cell) open(cell)
  }
  const shown = read && rows[read.row]
  return (
    <div className="px-3">
      <div className="max-h-64 overflow-auto">
        <table
          role="grid"
          aria-label={caption}
          className="w-full table-fixed border-separate border-spacing-0"
          data-own-keys
          onKeyDown={press}
          onClick={click}
          onPointerOver={(event) => setRead(cellAt(event.target))}
          onPointerLeave={() => setRead(undefined)}
          onFocus={(event) => {
            const cell = cellAt(event.target)
            if (cell) setActive(cell)
            setRead(cell)
          }}
        >
          <colgroup>
            <col className="w-24" />
            {hours.map((hour) => (
              <col key={hour} />
            ))}
          </colgroup>
          <thead className="sticky top-0 z-10 bg-paper text-sm text-soft">
            <tr>
              <th scope="col" className="text-left font-normal">
                <span className="sr-only">Row</span>
              </th>
              {[0, 6, 12, 18].map((hour) => (
                <th key={hour} scope="colgroup" colSpan={6} className="border-l border-line pl-1 text-left font-normal">
                  {clock(hour)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key} className="h-5">
                <th scope="row" className="pr-2 text-left font-normal">
                  <button type="button" className="hover:underline" onClick={() => onOpen(row, undefined)}>
                    {row.label}
                  </button>
                </th>
                {row.cells.map((count, hour) => {
                  const shade = shadeOf(count, largest)
                  const why = row.unusual.get(hour)
                  return (
                    <td
                      key={hour}
                      data-hour={`${index}-${hour}`}
                      aria-label={withWhy(grouped(count), why)}
                      tabIndex={active.row === index && active.hour === hour ? 0 : -1}
                      className={`heat-cell ${hour % 6 === 0 ? 'border-l border-l-line' : ''} ${why === undefined ? '' : 'heat-unusual'}`}
                      style={shade > 0 ? { background: shadeFill(shade) } : undefined}
                    />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p aria-hidden className="on-screen min-h-6 py-0.5 text-sm">
        {read && shown ? (
          <>
            {shown.label}, {clock(read.hour)}: <span className="font-semibold">{counted(shown.cells[read.hour] ?? 0, 'event')}</span>
            {shown.unusual.has(read.hour) ? <>. <span className="font-semibold">Out of the ordinary:</span> {shown.unusual.get(read.hour)}</> : shown.usual && `, usual ${grouped(Math.round(shown.usual[read.hour] ?? 0))} a week`}
          </>
        ) : (
          <span className="text-soft">Press a name or a cell to narrow to it</span>
        )}
      </p>
    </div>
  )
}
