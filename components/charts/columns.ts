import { withChoice, type Filter } from '@/lib/filter/filter'
import { readMoment } from '@/lib/filter/moment'
import type { View } from '@/components/filters/place'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** A column of the heatmap in words: `09:00`, `Tuesday 09:00`, `2026-11-24`. */
export function columnName(cols: View['cols'], column: string): string {
  const index = Number(column)
  if (cols === 'day') return column
  return cols === 'hour' ? hourName(index) : `${weekdays[Math.floor(index / 24)]} ${hourName(index % 24)}`
}

/** One heading above some columns: how many it spans and what it says. */
export interface Heading {
  column: string
  text: string
  /** What goes first where there is little room. */
  rest?: string
  spans: number
}

/** Headings that have room: every third hour, the days of the week, or the days of the month. */
export function headingsOf(cols: View['cols'], columns: readonly string[]): Heading[] {
  if (cols === 'weekday-hour') return weekdays.map((text, day) => ({ column: String(day * 24), text, spans: 24 }))
  if (cols === 'hour') return columns.filter((_, index) => index % 3 === 0).map((column) => ({ column, text: hourName(Number(column)).slice(0, 2), rest: ':00', spans: 3 }))
  const every = Math.ceil(columns.length / 12)
  return columns.flatMap((column, index) => (index % every === 0 ? [{ column, text: column.slice(5), spans: Math.min(every, columns.length - index) }] : []))
}

/** The day after, both as YYYY-MM-DD. */
export const followingDay = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** The Filter narrowed to a column: its hour, its weekday and hour, or its day from midnight to midnight in the zone. */
export function narrowedTo(filter: Filter, cols: View['cols'], column: string): Filter {
  if (cols === 'day') {
    return { ...filter, from: readMoment(column, filter.tz), to: readMoment(followingDay(column), filter.tz) }
  }
  const index = Number(column)
  const byHour = withChoice(filter, 'hour', { include: [String(index % 24)], exclude: [] })
  return cols === 'hour' ? byHour : withChoice(byHour, 'weekday', { include: [String(Math.floor(index / 24) + 1)], exclude: [] })
}
