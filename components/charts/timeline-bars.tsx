'use client'

import { memo } from 'react'
import { Layer, Surface } from 'recharts'
import { tick } from '@/components/time-format'
import { compact } from '@/components/ui/number'
import type { View } from '@/components/filters/place'
import { bucketLeft, countTicks, plot, ticksOf } from './plot'
import { bucketTotal, fillOf, type Series, type TimelineAnswer } from './series'

interface Props {
  answer: TimelineAnswer
  series: readonly Series[]
  by: View['by']
  tz: string
  width: number
}

const base = plot.height - plot.axis
const room = base - plot.margin.top

/**
 * The bars and axes alone: drawn again only when the answer or the width changes, never by pointing. A series is one
 * path, as a thousand blocks are a thousand elements; recharts' own charts draw those, and weigh more than the page.
 */
export const TimelineBars = memo(function TimelineBars({ answer, series, by, tz, width }: Props) {
  const buckets = answer.starts.length
  const ticks = countTicks(Math.max(...answer.starts.map((_, index) => bucketTotal(series, index))))
  const high = (count: number) => (count / (ticks.at(-1) ?? 1)) * room
  const left = (index: number) => bucketLeft(index, width, buckets)
  const blocks = blocksOf(series, buckets, left, high)
  return (
    <Surface width={width} height={plot.height} className="block">
      {ticks.map((count) => (
        <text key={count} x={plot.left - 8} y={base - high(count)} dy="0.35em" textAnchor="end" {...axisText}>
          {compact(count)}
        </text>
      ))}
      <line x1={plot.left} x2={width - plot.margin.right} y1={base} y2={base} stroke="var(--color-edge)" />
      {ticksOf(answer, tz, width).map((start) => (
        <text key={start} x={left(answer.starts.indexOf(start) + 0.5)} y={base + 16} textAnchor="middle" {...axisText}>
          {tick(new Date(start), tz, answer.bucketSeconds)}
        </text>
      ))}
      {series.map(({ key }, index) => (
        // Its opacity follows two custom properties, by which the legend lifts one series out.
        <Layer key={key} className="recharts-bar" style={{ opacity: `var(--series-${index}, var(--series-rest, 1))` }}>
          <path d={blocks[index]} fill={fillOf(by, key, index)} />
        </Layer>
      ))}
    </Surface>
  )
})

const axisText = { fill: 'var(--color-soft)', fontSize: 11.5 }

/** The blocks of each series, stacked, as paths. The least block can still be seen. */
function blocksOf(series: readonly Series[], buckets: number, left: (index: number) => number, high: (count: number) => number): string[] {
  const below = new Array<number>(buckets).fill(0)
  const gap = buckets > 120 ? 0 : 0.08
  return series.map(({ counts }) =>
    counts
      .map((count, index) => {
        if (count === 0) return ''
        const bottom = high(below[index] ?? 0)
        const top = high((below[index] = (below[index] ?? 0) + count))
        const [from, to] = [left(index + gap), left(index + 1 - gap)]
        return `M${from.toFixed(2)} ${(base - top).toFixed(2)}H${to.toFixed(2)}v${Math.max(0.75, top - bottom).toFixed(2)}H${from.toFixed(2)}z`
      })
      .join(''),
  )
}
