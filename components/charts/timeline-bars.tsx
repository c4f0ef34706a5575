'use client'

import { memo, useMemo } from 'react'
import { Bar, BarChart, XAxis, YAxis, type BarShapeProps } from 'recharts'
import { tick } from '@/components/time-format'
import { compact } from '@/components/ui/number'
import { fillOf, type Series, type TimelineAnswer } from './series'
import { plot, ticksOf } from './plot'
import type { View } from '@/components/filters/place'

interface Props {
  answer: TimelineAnswer
  series: readonly Series[]
  by: View['by']
  tz: string
  width: number
}

/** The bars and axes alone: drawn again only when the answer or the width changes, never by pointing. */
export const TimelineBars = memo(function TimelineBars({ answer, series, by, tz, width }: Props) {
  const points = useMemo(
    () => answer.starts.map((start, index) => ({ start, counts: series.map(({ counts }) => counts[index] ?? 0) })),
    [answer, series],
  )
  return (
    <BarChart width={width} height={plot.height} data={points} margin={plot.margin} barCategoryGap={answer.starts.length > 120 ? 0 : '8%'} accessibilityLayer={false}>
      <XAxis
        dataKey="start"
        ticks={ticksOf(answer, tz, width)}
        tickFormatter={(start: string) => tick(new Date(start), tz, answer.bucketSeconds)}
        interval={0}
        height={plot.axis}
        tick={axisText}
        stroke="var(--color-edge)"
        tickLine={false}
      />
      <YAxis width={plot.left} allowDecimals={false} tickFormatter={compact} tick={axisText} axisLine={false} tickLine={false} tickCount={4} />
      {series.map(({ key }, index) => (
        <Bar
          key={key}
          dataKey={(point: (typeof points)[number]) => point.counts[index]}
          name={key}
          stackId="events"
          fill={fillOf(by, key, index)}
          isAnimationActive={false}
          shape={(bar: BarShapeProps) => <Block bar={bar} index={index} />}
        />
      ))}
    </BarChart>
  )
})

const axisText = { fill: 'var(--color-soft)', fontSize: 11.5 }

/** One block of a bar. Its opacity follows two custom properties, by which the legend lifts one series out. */
function Block({ bar: { x, y, width, height, fill }, index }: { bar: BarShapeProps; index: number }) {
  if (!height || !width) return null
  return <rect x={x} y={y} width={width} height={Math.max(height, 0.75)} fill={fill} style={{ opacity: `var(--series-${index}, var(--series-rest, 1))` }} />
}
