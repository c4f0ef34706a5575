import type { View } from '@/components/filters/place'
import { readMoment } from '@/lib/filter/moment'
import { localHourOf } from '@/components/time-format'
import { followingDay } from './columns'
import type { TimelineAnswer } from './series'

/** The span of an answer and where nothing at all is stored in it. */
export type Spanned = Pick<TimelineAnswer, 'from' | 'to' | 'gaps'>

/** Whether nothing is stored of a whole stretch of time: no data, which is not the same as no events. */
export const isMissing = ({ gaps }: Pick<Spanned, 'gaps'>, from: number, to: number): boolean =>
  gaps.some((gap) => Date.parse(gap.from) <= from && Date.parse(gap.to) >= to)

/** Whether nothing is stored of some part of a stretch of time. */
export const isPartlyMissing = ({ gaps }: Pick<Spanned, 'gaps'>, from: number, to: number): boolean =>
  gaps.some((gap) => Date.parse(gap.from) < to && Date.parse(gap.to) > from)

/** The same each time, so that nothing is drawn again when it stays at that. */
const none: ReadonlySet<number> = new Set()

/** The columns of the heatmap of which nothing is stored, by their index. */
export function missingColumns(answer: Spanned | undefined, cols: View['cols'], columns: readonly string[], tz: string): ReadonlySet<number> {
  if (!answer || answer.gaps.length === 0) return none
  const isThere = cols === 'day' ? daysThere(answer, tz) : hoursThere(answer, cols, tz)
  const missing = columns.flatMap((column, index) => (isThere(column) ? [] : [index]))
  return missing.length === 0 ? none : new Set(missing)
}

function daysThere(answer: Spanned, tz: string): (day: string) => boolean {
  const [first, last] = [Date.parse(answer.from), Date.parse(answer.to)]
  const start = (day: string) => {
    const at = readMoment(day, tz)
    return at?.kind === 'instant' ? at.seconds * 1_000 : first
  }
  return (day) => !isMissing(answer, Math.max(first, start(day)), Math.min(last, start(followingDay(day))))
}

/** The hours of the day or week that the clock shows while something is stored. */
function hoursThere({ from, to, gaps }: Spanned, cols: View['cols'], tz: string): (hour: string) => boolean {
  const seen = new Set<string>()
  const all = cols === 'hour' ? 24 : 168
  const see = (at: number) => {
    const { weekday, hour } = localHourOf(new Date(at), tz)
    seen.add(String(cols === 'hour' ? hour : (weekday - 1) * 24 + hour))
  }
  const starts = [Date.parse(from), ...gaps.map((gap) => Date.parse(gap.to))]
  const ends = [...gaps.map((gap) => Date.parse(gap.from)), Date.parse(to)]
  starts.forEach((start, index) => {
    const end = ends[index] ?? start
    for (let at = start; at < end && seen.size < all; at += 3_600_000) see(at)
    if (end > start) see(end - 1_000)
  })
  return (hour) => seen.has(hour)
}
