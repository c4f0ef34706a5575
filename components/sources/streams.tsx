import type { SourceState } from '@/lib/api/sources'
import { stamp } from '@/components/time-format'
import { grouped, percent } from '@/components/ui/number'

const heads = ['Account', 'Region', 'Kind', 'Share fetched', 'Without a gap since', 'Up to', 'Requests', 'Fetched', 'Trouble']
const kinds = { management: 'management', insight: 'Insights', digest: 'digests' }

/** What is fetched from AWS, a row for each kind of event in each region: how far back, how fresh, and what stands in the way. */
export function Streams({ streams, tz }: { streams: SourceState['streams']; tz: string }) {
  return (
    <div role="group" aria-label="Fetched from AWS, as a table" tabIndex={0} className="mt-2 overflow-x-auto">
      <table className="w-full min-w-[44rem] text-left">
        <thead className="text-sm text-soft">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-1 pr-4 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {streams.map(({ account, region, category, share, reach, requests, fetched, unit, problem }) => (
            <tr key={`${account} ${region} ${category}`} className="border-t border-line align-top">
              <td className="value py-1 pr-4">{account}</td>
              <td className="value whitespace-nowrap py-1 pr-4">{region}</td>
              <td className="py-1 pr-4">{kinds[category]}</td>
              <td className="value py-1 pr-4">{percent(share)}</td>
              <td className="value whitespace-nowrap py-1 pr-4">{reach ? stamp(new Date(reach.from), tz) : '–'}</td>
              <td className="value whitespace-nowrap py-1 pr-4">{reach ? stamp(new Date(reach.to), tz) : '–'}</td>
              <td className="value py-1 pr-4">{grouped(requests)}</td>
              <td className="value whitespace-nowrap py-1 pr-4">{grouped(fetched)} {unit}</td>
              <td className="min-w-52 py-1 pr-4">{problem && <span className="bg-mark px-1">{problem}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
