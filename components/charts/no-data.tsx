import { bucketAtTime, bucketLeft, plot } from './plot'
import type { TimelineAnswer } from './series'

/** Hatches the spans in which nothing is stored: no data is not the same as no events. */
export function NoData({ answer, width }: { answer: TimelineAnswer; width: number }) {
  const left = (at: string) => bucketLeft(bucketAtTime(answer, Date.parse(at)), width, answer.starts.length)
  return answer.gaps.map(({ from, to }) => {
    const room = left(to) - left(from)
    return (
      <div
        key={from}
        className="hatched pointer-events-none absolute flex items-center justify-center overflow-hidden text-sm text-soft"
        style={{ left: left(from), width: Math.max(2, room), top: plot.margin.top, height: plot.height - plot.axis - plot.margin.top }}
      >
        {room > 56 && <span className="bg-paper px-1 whitespace-nowrap">no data</span>}
      </div>
    )
  })
}
