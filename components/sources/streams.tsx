import type { SourceState } from '@/lib/api/sources'
import { stamp } from '@/components/time-format'
import { counted, grouped, percent } from '@/components/ui/number'
import { Table } from './table'

const heads = ['Account', 'Region', 'Kind', 'Share fetched', 'Without a gap since', 'Up to', 'Requests', 'Fetched', 'Trouble']
const kinds = { management: 'management', insight: 'Insights', digest: 'digests' }

/** So many rows are shown without being asked for. */
const few = 8

/** What is fetched from AWS, a row for each kind of event in each region: how far back, how fresh, and what stands in the way. */
export function Streams({ source: { streams, troubles }, tz }: { source: Pick<SourceState, 'streams' | 'troubles'>; tz: string }) {
  const time = (at: string | undefined) => (at === undefined ? '–' : stamp(new Date(at), tz))
  return (
    <details open={streams.length <= few}>
      <summary className="w-fit text-soft">{counted(streams.length, 'stream')} of accounts, regions and kinds of event</summary>
      <Table
        label="Fetched from AWS"
        heads={heads}
        rows={streams.map(({ account, region, category, share, reach, requests, fetched, unit, problem }) => [
          <span key="account" className="value">{account}</span>,
          <span key="region" className="value whitespace-nowrap">{region}</span>,
          kinds[category],
          <span key="share" className="value">{percent(share)}</span>,
          <span key="from" className="value whitespace-nowrap">{time(reach?.from)}</span>,
          <span key="to" className="value whitespace-nowrap">{time(reach?.to)}</span>,
          <span key="requests" className="value">{grouped(requests)}</span>,
          <span key="fetched" className="value whitespace-nowrap">{grouped(fetched)} {unit}</span>,
          <span key="problem" className={`block ${problem === null || troubles.includes(problem) ? 'whitespace-nowrap' : 'min-w-80'}`}>{problem !== null && <span className="bg-mark px-1">{troubles.includes(problem) ? 'told above' : problem}</span>}</span>,
        ])}
      />
    </details>
  )
}
