import type { SourceState } from '@/lib/api/sources'
import { stamp, zoneName } from '@/components/time-format'
import { Table } from './table'

/** Where a trail has stopped to deliver, and what to do. Nothing if none has. */
export function Silent({ silent, tz }: { silent: SourceState['silent']; tz: string }) {
  const [first] = silent
  if (first === undefined) return null
  return (
    <div className="mt-1">
      <p className="w-fit bg-mark px-1.5">
        A trail has stopped to deliver, though at these hours something usually comes. See in AWS whether it logs (<code>aws cloudtrail get-trail-status</code>), and whether it may write to the bucket. This goes away with its next file.
      </p>
      <Table
        label="Silent trails"
        heads={['Account', 'Region', `Silent since (${zoneName(tz, new Date(first.since))})`]}
        rows={silent.map(({ account, region, since }) => [<span key="account" className="value">{account}</span>, <span key="region" className="value">{region}</span>, <span key="since" className="value">{stamp(new Date(since), tz)}</span>])}
      />
    </div>
  )
}
