'use client'

import Link from 'next/link'
import { heatmapContract } from '@/lib/api/heatmap'
import { sourcesContract } from '@/lib/api/sources'
import { useAnswer } from '@/lib/api/use-answer'
import { searchOf } from '@/lib/filter/filter'
import { asks } from './asks'
import { coverageWords } from './coverage/coverage-words'
import { useCoverage, wholeAlone } from './coverage/use-coverage'
import { usePlace } from './filters/place-provider'
import { PageButtons } from './shell/help'
import { useHealth } from './shell/use-health'
import { span, stamp, utcAndAge, zoneName } from './time-format'
import { counted } from './ui/number'
import { useNow } from './ui/use-now'

interface Props {
  shown: { from: string; to: string; total: number } | undefined
  /** Whether it could not be counted. */
  hasFailed: boolean
  isFolded: boolean
  onFold: () => void
}

/** What the Filter comes to, of when, and how far the store reaches. */
export function StatusLine({ shown, hasFailed, isFolded, onFold }: Props) {
  const { filter, view } = usePlace()
  const { data: health } = useHealth()
  const now = useNow()
  const asked = view.rows === 'identity' ? asks.heatmap(view) : ({ rows: 'identity', limit: 1 } as const)
  const identities = useAnswer(heatmapContract, asked, { filter }).data
  const coverage = useCoverage(filter, wholeAlone).data
  const isSample = useAnswer(sourcesContract, { limit: 1 }).data?.sources.some(({ kind }) => kind === 'sample')
  const newest = health?.newest ? new Date(health.newest) : undefined
  return (
    <div className="flex min-h-8 flex-wrap content-start wide:flex-nowrap max-wide:min-h-[8.25rem] print:min-h-0 print:flex-wrap items-center gap-x-4 gap-y-0.5 px-3 py-1 wide:whitespace-nowrap">
      <p role="status" aria-label="Total" className="shrink-0 font-semibold">
        {shown ? counted(shown.total, 'event') : hasFailed ? 'Not counted' : 'Counting'}
        {identities && ` · ${counted(identities.totalRows, 'identity', 'identities')}`}
      </p>
      {shown && (
        <p className="min-w-0 text-soft wide:shrink-[99] wide:truncate">
          {span(new Date(shown.from), new Date(shown.to), filter.tz)} {zoneName(filter.tz, new Date(shown.from))}
        </p>
      )}
      {health && health.quarantined > 0 && (
        <Link href="/sources" prefetch={false} className="link">
          {counted(health.quarantined, 'record')} could not be read
        </Link>
      )}
      <p className="flex flex-wrap items-center gap-x-3 text-soft wide:ml-auto wide:min-w-0 wide:flex-nowrap">
        {isSample && (
          <Link className="link" href="/connect" prefetch={false} title="Connect your own logs">
            sample logs
          </Link>
        )}
        {coverage && (
          <Link className="link max-wide:basis-full wide:min-w-0 wide:truncate" href={`/sources?${searchOf({ ...filter, from: new Date(coverage.from), to: new Date(coverage.to) })}#coverage`} prefetch={false}>
            {coverageWords(coverage, filter.tz)}
          </Link>
        )}
        {newest && !coverage && (
          <span className="hidden @6xl/desk:inline" title={utcAndAge(newest, now)}>
            newest record {stamp(newest, filter.tz)}
          </span>
        )}
        <PageButtons isFolded={isFolded} onFold={onFold} />
      </p>
    </div>
  )
}
