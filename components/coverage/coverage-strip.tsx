'use client'

import Link from 'next/link'
import { searchOf } from '@/lib/filter/filter'
import { bucketAtTime, bucketLeft, plot } from '@/components/charts/plot'
import type { TimelineAnswer } from '@/components/charts/series'
import { usePlace } from '@/components/filters/place-provider'
import { span } from '@/components/time-format'
import { coverFill, coverNames } from './cover-states'
import { coverageWords } from './coverage-words'
import { useCoverage, wholeAlone } from './use-coverage'

/** How complete what the timeline shows is, as a thin line below it, on the same axis. It leads to the page that says why. */
export function CoverageStrip({ answer, width }: { answer: TimelineAnswer; width: number }) {
  const { filter } = usePlace()
  const { data } = useCoverage(filter, wholeAlone)
  const left = (at: string) => bucketLeft(bucketAtTime(answer, Date.parse(at)), width, answer.starts.length)
  const words = data ? coverageWords(data, filter.tz) : ''
  return (
    <Link
      href={`/sources?${searchOf({ ...filter, from: new Date(answer.from), to: new Date(answer.to) })}#coverage`}
      prefetch={false}
      aria-label={words ? `Coverage: ${words}. Opens Sources, which says why` : 'Coverage, at Sources'}
      className="relative mb-1.5 block h-1.5 touch:mb-0 touch:h-6"
      style={{ marginLeft: plot.left, marginRight: plot.margin.right }}
    >
      {data?.whole.map(({ from, to, state, why }) => {
        const [start, end] = [left(from < answer.from ? answer.from : from), left(to)]
        return end > start && <span key={from} className={`absolute top-0 h-1.5 ${coverFill(state)}`} title={`${coverNames[state]}, ${span(new Date(from), new Date(to), filter.tz)}. ${why}`} style={{ left: start - plot.left, width: Math.max(1, end - start) }} />
      })}
    </Link>
  )
}
