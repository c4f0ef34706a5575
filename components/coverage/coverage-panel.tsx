'use client'

import Link from 'next/link'
import { searchOf, type Filter } from '@/lib/filter/filter'
import { resolveMoment, spellMoment } from '@/lib/filter/moment'
import { usePlace } from '@/components/filters/place-provider'
import { useIsOld } from '@/components/filters/time-range'
import { Panel } from '@/components/ui/panel'
import { useNow } from '@/components/ui/use-now'
import { span } from '@/components/time-format'
import { CoverageGrid } from './coverage-grid'
import { coverageWords } from './coverage-words'
import { useCoverage } from './use-coverage'

const ranges = [
  { from: undefined, label: '24 hours' },
  { from: '-7d', label: '7 days' },
  { from: '-30d', label: '30 days' },
  { from: '-90d', label: '90 days' },
]

/** Spans up to so long are cut into hours, longer ones into days. */
const hoursUpTo = 4 * 86_400

/** Which hours of which accounts and regions are complete, and why others are not. */
export function CoveragePanel() {
  const { filter } = usePlace()
  const isOld = useIsOld()
  const by = lengthOf(filter, useNow()) <= hoursUpTo ? 'hour' : 'day'
  const coverage = useCoverage(filter, { by })
  const shown = coverage.data
  return (
    <div id="coverage" className="scroll-mt-8">
      <Panel
        title="Coverage"
        answer={coverage}
        isEmpty={({ totalRows }) => totalRows === 0}
        empty={<p className="px-3 pb-3 text-soft">No source knows of an account and region yet.</p>}
        skeleton={<div className="mx-3 mb-3 h-40 animate-pulse rounded bg-hover" />}
        aside={
          <>
            {shown && <span className="text-soft">{span(new Date(shown.from), new Date(shown.to), filter.tz)}: {coverageWords(shown, filter.tz)}</span>}
            <nav aria-label="Span of the coverage" className="on-screen ml-auto flex flex-wrap gap-1">
              {ranges.map(({ from, label }) => {
                const isHere = (filter.from ? spellMoment(filter.from) : undefined) === from && filter.to === undefined
                return (
                  <Link key={label} prefetch={false} href={addressOf(filter, from)} scroll={false} aria-current={isHere ? 'true' : undefined} className="control control-quiet aria-[current]:bg-chosen aria-[current]:text-ink">
                    {label}{from === undefined && isOld && ' stored'}
                  </Link>
                )
              })}
            </nav>
          </>
        }
      >
        {(answer) => <CoverageGrid answer={answer} by={by} />}
      </Panel>
    </div>
  )
}

function addressOf(filter: Filter, from: string | undefined): string {
  const search = searchOf({ ...filter, from: undefined, to: undefined })
  if (from !== undefined) search.set('from', from)
  return `/sources${search.size > 0 ? `?${search}` : ''}#coverage`
}

function lengthOf({ from, to }: Filter, now: number): number {
  const present = now / 1_000
  const end = to ? resolveMoment(to, present) : present
  return from ? end - resolveMoment(from, present) : 86_400
}
