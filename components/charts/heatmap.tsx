'use client'

import { memo, useMemo, useState } from 'react'
import { heatmapColumns, heatmapContract, heatmapRows } from '@/lib/api/heatmap'
import { timelineContract } from '@/lib/api/timeline'
import { useAnswer } from '@/lib/api/use-answer'
import { asks } from '@/components/asks'
import { usePlace } from '@/components/filters/place-provider'
import { distinct } from '@/components/ui/distinct'
import { grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Download } from './download'
import { missingColumns } from './gaps'
import { HeatmapTable, type HeatmapAnswer } from './heatmap-table'
import type { UnusualHour } from './unusual'

const picture = () => import('./heatmap-picture')

const rowNames = { identity: 'Identities', ip: 'Addresses', service: 'Services', event: 'Event names' }
const columnNames = { hour: 'hour', 'weekday-hour': 'hour of the week', day: 'day' }

/** How many more rows a press on “more” brings. */
const more = 100

/** The answer with rows that can be told apart. */
function named(answer: HeatmapAnswer): HeatmapAnswer {
  const labels = distinct(answer.rows)
  return { ...answer, rows: answer.rows.map((row, index) => ({ ...row, label: labels[index] ?? row.label })) }
}

/**
 * Who is active when. A row's name narrows to it, a cell to it and its hour.
 * @param unusual hours that are out of the ordinary, to be outlined
 */
export const Heatmap = memo(function Heatmap({ folded, unusual }: { folded: boolean; unusual?: readonly UnusualHour[] | undefined }) {
  const { filter, view, see } = usePlace()
  const [limit, setLimit] = useState(50)
  const heatmap = useAnswer(heatmapContract, asks.heatmap(view, limit), { filter })
  const spanned = useAnswer(timelineContract, asks.timeline(view), { filter }).data
  const data = useMemo(() => heatmap.data && named(heatmap.data), [heatmap.data])
  return (
    <Panel
      title={`${rowNames[view.rows]} by ${columnNames[view.cols]}`}
      answer={{ ...heatmap, data }}
      isEmpty={({ totalRows }) => totalRows === 0}
      isCalm
      folded={folded}
      skeleton={<div className="mx-3 mb-3 h-[18.5rem] animate-pulse max-wide:h-[20.5rem] rounded bg-hover" />}
      aside={
        <div className="on-screen ml-auto flex items-center gap-1 max-wide:contents">
          <select
            className="control max-wide:order-1"
            aria-label="Rows"
            value={view.rows}
            onChange={(event) => {
              const rows = heatmapRows.find((each) => each === event.target.value)
              if (rows) see({ rows })
            }}
          >
            {heatmapRows.map((each) => (
              <option key={each} value={each}>
                {rowNames[each]}
              </option>
            ))}
          </select>
          <select
            className="control max-wide:order-1"
            aria-label="Columns"
            value={view.cols}
            onChange={(event) => {
              const cols = heatmapColumns.find((each) => each === event.target.value)
              if (cols) see({ cols })
            }}
          >
            {heatmapColumns.map((each) => (
              <option key={each} value={each}>
                by {columnNames[each]}
              </option>
            ))}
          </select>
          <Download
            name="heatmap"
            data={data}
            picture={async (rows) => (await picture()).heatmapPicture(rows, view, filter, missingColumns(spanned, view.cols, rows.cols, filter.tz))}
            csv={async (rows) => (await picture()).heatmapCsv(rows, view)}
          />
        </div>
      }
    >
      {(answer) => (
        <HeatmapTable answer={answer} spanned={spanned} unusual={unusual} caption={`${rowNames[view.rows]} by ${columnNames[view.cols]}`}>
          {answer.totalRows > answer.rows.length && (
            <span className="on-screen flex items-center gap-2 text-soft">
              <span>
                <span className="value">{grouped(answer.rows.length)}</span> of <span className="value">{grouped(answer.totalRows)}</span> rows
              </span>
              {limit < 1_000 && (
                <button type="button" className="link touch:py-2" onClick={() => setLimit(Math.min(1_000, limit + more))}>
                  {grouped(Math.min(1_000, limit + more, answer.totalRows) - answer.rows.length)} more
                </button>
              )}
            </span>
          )}
        </HeatmapTable>
      )}
    </Panel>
  )
})
