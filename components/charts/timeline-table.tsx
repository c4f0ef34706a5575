import { memo } from 'react'
import { stamp, zoneName } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { isMissing } from './gaps'
import { bucketEnd } from './plot'
import { bucketTotal, type Series, type TimelineAnswer } from './series'

/** The numbers behind the timeline, as a table; buckets without events are left out, unless nothing is stored of their time. */
export const TimelineTable = memo(function TimelineTable({ answer, series, tz, isShown }: { answer: TimelineAnswer; series: readonly Series[]; tz: string; isShown: boolean }) {
  return (
    // Where nobody sees how wide its columns are, the browser need not measure a thousand cells.
    <table className={`w-full text-right ${isShown ? '' : 'table-fixed'}`}>
      <caption className="sr-only">Events over time</caption>
      <thead className="sticky top-0 bg-paper text-sm">
        <tr>
          <th scope="col" className="px-2 py-1 text-left font-normal text-soft">
            From ({zoneName(tz, new Date(answer.from))})
          </th>
          <th scope="col" className="px-2 py-1 font-normal text-soft">
            all
          </th>
          {series.map(({ key, label }) => (
            <th key={key} scope="col" className="max-w-32 truncate px-2 py-1 font-normal text-soft" title={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="value">
        {answer.starts.map((start, index) => {
          const total = bucketTotal(series, index)
          const isGap = isMissing(answer, Math.max(Date.parse(answer.from), Date.parse(start)), Math.min(Date.parse(answer.to), bucketEnd(answer, index).getTime()))
          if (total === 0 && !isGap) return null
          return (
            <tr key={start} className="border-t border-line">
              <th scope="row" className="whitespace-nowrap px-2 text-left font-normal">
                {stamp(new Date(start), tz)}
              </th>
              <td className={isGap ? 'hatched px-2 font-sans text-soft' : 'px-2 font-semibold'}>{isGap ? 'no data' : grouped(total)}</td>
              {!isGap && series.map(({ key, counts }) => (
                <td key={key} className={`px-2 ${counts[index] ? '' : 'text-soft'}`}>
                  {grouped(counts[index] ?? 0)}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
})
