import type { SourceState } from '@/lib/api/sources'
import { duration } from '@/components/time-format'
import { bytes, grouped, percent } from '@/components/ui/number'

/** How far a source has come: what is fetched of what AWS has, what is read of what is there, how fast, and how long still. */
export function Progress({ source }: { source: SourceState }) {
  const { name, state, bytes: size, recordsPerSecond, secondsLeft, fetching } = source
  if (state === 'paused') return null
  const part = size.found > 0 ? size.read / size.found : 0
  return (
    <>
      {fetching && fetching.share < 1 && (
        <Bar label={`${name}: fetched from AWS`} part={fetching.share}>
          <span>{percent(Math.floor(fetching.share * 100) / 100)} fetched</span>
          <span>{fetching.perSecond < 10 ? fetching.perSecond.toFixed(1) : grouped(Math.round(fetching.perSecond))} {fetching.unit} a second</span>
          {fetching.secondsLeft !== null && <span>{duration(fetching.secondsLeft)} still</span>}
        </Bar>
      )}
      {(state === 'loading' || state === 'looking') && (
        <Bar label={`${name}: files read`} part={part}>
          <span>{bytes(size.read)} of {bytes(size.found)} read</span>
          {recordsPerSecond !== null && <span>{grouped(Math.round(recordsPerSecond))} records a second</span>}
          {secondsLeft !== null && <span>{duration(secondsLeft)} still</span>}
        </Bar>
      )}
    </>
  )
}

function Bar({ label, part, children }: { label: string; part: number; children: React.ReactNode }) {
  return (
    <div className="mt-2">
      <div role="progressbar" aria-label={label} aria-valuenow={Math.round(part * 100)} className="h-1.5 rounded bg-hover">
        <div className="h-full rounded bg-heat-5" style={{ width: `${part * 100}%` }} />
      </div>
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-soft">{children}</p>
    </div>
  )
}
