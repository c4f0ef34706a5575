'use client'

import { bucketLeft, countTicks, plot } from './plot'
import { bucketTotal, type Series, type TimelineAnswer } from './series'

/** The least and the most that is usual in each bucket; no numbers at all where there is no past. */
export interface Usual {
  starts: readonly string[]
  low: readonly number[]
  high: readonly number[]
}

const base = plot.height - plot.axis
const room = base - plot.margin.top

/** What is usual, as a band behind the bars and on their scale; what is beyond the picture is cut off. */
export function UsualBand({ usual, answer, series, width }: { usual: Usual; answer: TimelineAnswer; series: readonly Series[]; width: number }) {
  const buckets = answer.starts.length
  if (usual.high.length !== buckets || usual.starts[0] !== answer.starts[0]) return null
  const top = countTicks(Math.max(...answer.starts.map((_, index) => bucketTotal(series, index)))).at(-1) ?? 1
  const y = (count: number) => (base - (Math.min(count, top) / top) * room).toFixed(2)
  const steps = (counts: readonly number[]) => counts.map((count, index) => `${bucketLeft(index, width, buckets).toFixed(2)} ${y(count)}H${bucketLeft(index + 1, width, buckets).toFixed(2)}`)
  const back = [...usual.low].reverse().map((count, index) => `${bucketLeft(buckets - index, width, buckets).toFixed(2)} ${y(count)}H${bucketLeft(buckets - index - 1, width, buckets).toFixed(2)}`)
  return (
    <svg aria-hidden className="absolute inset-0" width={width} height={plot.height}>
      <path d={`M${steps(usual.high).join('L')}L${back.join('L')}z`} fill="var(--color-chosen)" stroke="var(--color-edge)" strokeWidth="0.5" />
    </svg>
  )
}
