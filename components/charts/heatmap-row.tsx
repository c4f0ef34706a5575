'use client'

import { memo } from 'react'
import type { Severity } from '@/lib/cloudtrail/facts'
import { FilterLink } from '@/components/filters/filter-link'
import { textOf } from '@/components/filters/words'
import { isPaged, PageLink } from '@/components/subject/page-link'
import type { View } from '@/components/filters/place'
import { grouped } from '@/components/ui/number'
import { Short } from '@/components/ui/short'
import { shadeFill, shadeOf } from './heat-scale'
import type { HeatmapAnswer } from './heatmap-table'
import { withWhy } from './unusual'

/** Whether a severity carries the ◆ of the heatmap. */
export const isAlarming = (severity: Severity): boolean => severity === 'high' || severity === 'critical'

interface Props {
  row: HeatmapAnswer['rows'][number]
  index: number
  largest: number
  rows: View['rows']
  cols: View['cols']
  /** Columns of which nothing is stored. */
  missing: ReadonlySet<number>
  /** Columns that are out of the ordinary, and why. */
  unusual: ReadonlyMap<number, string>
  /** The column that Tab reaches, or -1. */
  active: number
}

/** One row: its name, its total, and a cell a column. Kept as it is while others change. */
export const HeatmapRow = memo(function HeatmapRow({ row, index, largest, rows, cols, missing, unusual, active }: Props) {
  return (
    <tr aria-rowindex={index + 2} className="group h-5">
      <th scope="row" aria-label={row.label} className="pr-2 text-left font-normal group-hover:bg-hover">
        <span className="flex min-w-0 gap-1">
          <FilterLink name={rows} value={row.key} className="flex min-w-0 hover:underline">
            <Short text={row.label} />
          </FilterLink>
          {/* Tab goes from row to row: the chip of a row that one narrowed to leads to the page as well. */}
          {isPaged(rows) && <PageLink name={rows} value={textOf(rows, row.key)} isTabStop={false} className="opacity-0 group-hover:opacity-100 touch:opacity-70" />}
        </span>
      </th>
      <td className="value pr-2 text-right text-soft">{grouped(row.total)}</td>
      {row.cells.map((count, column) => {
        const shade = shadeOf(count, largest)
        const severity = row.severities[column] ?? 'info'
        const alarms = count > 0 && isAlarming(severity)
        const isMissing = count === 0 && missing.has(column)
        const why = unusual.get(column)
        const isFirst = cols === 'weekday-hour' ? column % 24 === 0 : cols === 'hour' && column % 3 === 0
        return (
          <td
            key={column}
            data-cell={`${index}-${column}`}
            data-alarm={alarms ? (shade > 3 ? 'on-dark' : 'on-light') : undefined}
            // A name and no text: colours of a thousand cells change without their being laid out anew.
            aria-label={withWhy(isMissing ? 'no data' : alarms ? `${grouped(count)}, ${severity}` : grouped(count), why)}
            tabIndex={active === column ? 0 : -1}
            className={`heat-cell ${isFirst ? 'border-l border-l-line' : ''} ${isMissing ? 'hatched' : ''} ${why === undefined ? '' : 'heat-unusual'}`}
            style={shade > 0 ? { background: shadeFill(shade) } : undefined}
          />
        )
      })}
    </tr>
  )
})
