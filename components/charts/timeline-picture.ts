import type { Filter } from '@/lib/filter/filter'
import { inWords } from '@/components/filters/words'
import type { View } from '@/components/filters/place'
import { span, stamp, tick, zoneName } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { csvOf } from '@/lib/api/csv'
import { colour, hatch, type Drawing, type Shape } from './picture'
import { isMissing } from './gaps'
import { bucketAtTime, bucketEnd, ticksOf } from './plot'
import { bucketTotal, fillOf, stacked, type TimelineAnswer } from './series'

const size = { width: 1200, height: 460, left: 64, top: 64, plotHeight: 300 }

/** The timeline as a picture that stands alone: what it shows, of when, its axes and its legend. */
export function timelinePicture(answer: TimelineAnswer, by: View['by'], filter: Filter): Drawing {
  const series = stacked(by, answer.series)
  const [ink, soft, line] = [colour('var(--color-ink)'), colour('var(--color-soft)'), colour('var(--color-line)')]
  const width = size.width - size.left - 24
  const step = width / answer.starts.length
  const top = Math.max(1, ...answer.starts.map((_, index) => bucketTotal(series, index)))
  const bottom = size.top + size.plotHeight
  const high = (count: number) => (count / top) * size.plotHeight

  const shapes: Shape[] = [
    { kind: 'rect', x: 0, y: 0, width: size.width, height: size.height, fill: colour('var(--color-paper)') },
    { kind: 'text', x: 20, y: 26, text: `${grouped(answer.total)} events over time, by ${by}`, fill: ink, bold: true, size: 15 },
    { kind: 'text', x: 20, y: 45, text: `${span(new Date(answer.from), new Date(answer.to), filter.tz)} (${filter.tz}). ${inWords(filter)}`.slice(0, 190), fill: soft },
    ...[0, 0.5, 1].flatMap((part): Shape[] => [
      { kind: 'rect', x: size.left, y: bottom - part * size.plotHeight, width, height: 1, fill: line },
      { kind: 'text', x: size.left - 8, y: bottom - part * size.plotHeight + 4, text: grouped(Math.round(part * top)), fill: soft, anchor: 'end' },
    ]),
  ]
  const hatching = colour('var(--color-hatch)')
  for (const { from, to } of answer.gaps) {
    const [start, end] = [from, to].map((at) => size.left + bucketAtTime(answer, Date.parse(at)) * step)
    if (start === undefined || end === undefined) continue
    shapes.push(...hatch(start, size.top, end - start, size.plotHeight, hatching))
    if (end - start > 70) shapes.push({ kind: 'text', x: (start + end) / 2, y: size.top + size.plotHeight / 2, text: 'no data', fill: soft, anchor: 'middle' })
  }
  const fills = series.map(({ key }, index) => colour(fillOf(by, key, index)))
  answer.starts.forEach((_, index) => {
    let base = bottom
    series.forEach(({ counts }, order) => {
      const height = high(counts[index] ?? 0)
      base -= height
      if (height > 0) shapes.push({ kind: 'rect', x: size.left + index * step, y: base, width: Math.max(0.5, step * 0.92), height, fill: fills[order] ?? soft })
    })
  })
  for (const start of ticksOf(answer, filter.tz, size.width)) {
    const x = size.left + (answer.starts.indexOf(start) + 0.5) * step
    shapes.push({ kind: 'text', x, y: bottom + 18, text: tick(new Date(start), filter.tz, answer.bucketSeconds), fill: soft, anchor: 'middle' })
  }
  let [x, y] = [size.left, bottom + 48]
  series.forEach(({ label, total }, index) => {
    const text = `${label.slice(0, 40)} ${grouped(total)}`
    const room = 30 + text.length * 6.6
    if (x + room > size.width) [x, y] = [size.left, y + 20]
    if (y > size.height - 6) return
    shapes.push({ kind: 'rect', x, y: y - 10, width: 11, height: 11, fill: fills[index] ?? soft }, { kind: 'text', x: x + 16, y, text, fill: ink })
    x += room
  })
  return { width: size.width, height: size.height, shapes }
}

/** The numbers behind the timeline: a row a bucket, a column a series; `no data` where nothing is stored. */
export function timelineCsv(answer: TimelineAnswer, tz: string): string {
  const { starts, series, from, to } = answer
  const isGap = (start: string, index: number) =>
    isMissing(answer, Math.max(Date.parse(from), Date.parse(start)), Math.min(Date.parse(to), bucketEnd(answer, index).getTime()))
  return csvOf([
    [`start (${zoneName(tz, new Date(from))})`, 'start (UTC)', 'all', ...series.map(({ label }) => label)],
    ...starts.map((start, index) => [stamp(new Date(start), tz), start, isGap(start, index) ? 'no data' : bucketTotal(series, index), ...series.map(({ counts }) => counts[index] ?? 0)]),
  ])
}
