import type { Filter } from '@/lib/filter/filter'
import type { View } from '@/components/filters/place'
import { inWords } from '@/components/filters/words'
import { describe } from '@/components/filters/time-range'
import { grouped } from '@/components/ui/number'
import { columnName, headingsOf } from './columns'
import { csvOf } from '@/lib/api/csv'
import { shadeFill, shadeOf } from './heat-scale'
import { isAlarming } from './heatmap-row'
import type { HeatmapAnswer } from './heatmap-table'
import { colour, hatch, type Drawing, type Shape } from './picture'

const left = 330
const top = 76
const rowHeight = 20

/** The heatmap as a picture that stands alone. */
export function heatmapPicture(answer: HeatmapAnswer, { rows, cols }: View, filter: Filter, missing: ReadonlySet<number>): Drawing {
  const [ink, soft, paper] = [colour('var(--color-ink)'), colour('var(--color-soft)'), colour('var(--color-paper)')]
  const hatching = colour('var(--color-hatch)')
  const fills = [0, 1, 2, 3, 4, 5, 6].map((shade) => (shade === 0 ? paper : colour(shadeFill(shade))))
  const largest = Math.max(0, ...answer.rows.flatMap(({ cells }) => cells))
  const cell = 840 / answer.cols.length
  const shapes: Shape[] = [
    { kind: 'rect', x: 0, y: 0, width: 1200, height: top + answer.rows.length * rowHeight + 16, fill: paper },
    { kind: 'text', x: 20, y: 26, text: `${grouped(answer.total)} events by ${rows} and ${cols}`, fill: ink, bold: true, size: 15 },
    { kind: 'text', x: 20, y: 45, text: `${describe(filter)} (${filter.tz}). ${inWords(filter)}. ◆ high or critical${missing.size > 0 ? ', hatched no data' : ''}`.slice(0, 190), fill: soft },
    ...headingsOf(cols, answer.cols).map(({ column, text, rest = '' }): Shape => ({ kind: 'text', x: left + answer.cols.indexOf(column) * cell, y: top - 6, text: `${text}${rest}`, fill: soft, size: 11 })),
    ...answer.rows.flatMap((row, index): Shape[] => {
      const y = top + index * rowHeight
      return [
        { kind: 'text', x: 20, y: y + 14, text: row.label.length > 36 ? `${row.label.slice(0, 24)}…${row.label.slice(-10)}` : row.label, fill: ink },
        { kind: 'text', x: left - 10, y: y + 14, text: grouped(row.total), fill: soft, anchor: 'end' },
        ...row.cells.flatMap((count, column): Shape[] => {
          if (count === 0) return missing.has(column) ? hatch(left + column * cell, y, cell, rowHeight - 1, hatching) : []
          const shade = shadeOf(count, largest)
          const x = left + column * cell
          const mark: Shape = { kind: 'text', x: x + cell / 2, y: y + 14, text: '◆', fill: shade > 3 ? paper : ink, anchor: 'middle', size: 10 }
          const block: Shape = { kind: 'rect', x, y, width: cell, height: rowHeight - 1, fill: fills[shade] ?? ink }
          return isAlarming(row.severities[column] ?? 'info') ? [block, mark] : [block]
        }),
      ]
    }),
  ]
  return { width: 1200, height: top + answer.rows.length * rowHeight + 16, shapes }
}

/** The numbers behind the heatmap: a row a row, a column a column. */
export function heatmapCsv({ rows, cols }: HeatmapAnswer, view: View): string {
  return csvOf([
    [view.rows, 'label', 'events', 'highest severity', ...cols.map((column) => columnName(view.cols, column))],
    ...rows.map(({ key, label, total, severity, cells }) => [key, label, total, severity, ...cells]),
  ])
}
