'use client'

import { useState } from 'react'
import type { SubjectAnswer } from '@/lib/api/subject'
import { FilterLink } from '@/components/filters/filter-link'
import { Behind } from '@/components/identity/behind'
import { usePlace } from '@/components/filters/place-provider'
import { stamp, utcAndAge, zoneName } from '@/components/time-format'
import { distinct } from '@/components/ui/distinct'
import { grouped } from '@/components/ui/number'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { PageLink } from './page-link'

const few = 5

/** The identities that used it: in the Filter, and since when at all. */
export function WhoUsedIt({ about: { identities, totalIdentities } }: { about: SubjectAnswer }) {
  const { tz } = usePlace().filter
  const [isWhole, setWhole] = useState(false)
  const now = useNow()
  const labels = distinct(identities.map(({ identity, label }) => ({ key: identity, label })))
  const time = (at: string) => (
    <time dateTime={at} title={utcAndAge(new Date(at), now)}>
      {stamp(new Date(at), tz)}
    </time>
  )
  return (
    <div className="px-3 pb-2">
      <div role="group" aria-label="Who used it, as a table" tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-left wide:min-w-[44rem]">
          <thead className="text-sm text-soft">
            <tr>
              <th scope="col" className="py-0.5 pr-4 font-normal">Identity</th>
              <th scope="col" className="py-0.5 pr-4 text-right font-normal wide:w-20">Events</th>
              <th scope="col" className="py-0.5 pr-4 text-right font-normal wide:w-20">Failed</th>
              <th scope="col" className="w-24 py-0.5 pr-4 font-normal max-wide:pr-0">Highest</th>
              <th scope="col" className="w-44 py-0.5 pr-4 font-normal max-wide:hidden">First seen ({zoneName(tz, new Date(identities[0]?.firstSeen ?? 0))})</th>
              <th scope="col" className="w-44 py-0.5 pr-4 font-normal max-wide:hidden">Last seen</th>
              <th scope="col" className="w-20 py-0.5 text-right font-normal max-wide:hidden">Ever</th>
            </tr>
          </thead>
          <tbody>
            {identities.slice(0, isWhole ? identities.length : few).map((each, index) => (
              <tr key={each.identity} className="border-t border-line">
                <th scope="row" className="max-w-0 py-0.5 pr-4 font-normal max-wide:w-full">
                  <span className="flex min-w-0 items-center gap-1">
                    <FilterLink name="identity" value={each.value} title={each.identity} className="flex min-w-0 hover:underline">
                      <Short text={labels[index] ?? each.label} />
                    </FilterLink>
                    <PageLink name="identity" value={each.identity} />
                  </span>
                  <Behind behind={each.behind} />
                </th>
                <td className="value pr-4 text-right">{grouped(each.count)}</td>
                <td className="value pr-4 text-right">{grouped(each.errors)}</td>
                <td className="pr-4 max-wide:pr-0">{each.count > 0 && <SeverityMark severity={each.severity} />}</td>
                <td className="value pr-4 text-soft max-wide:hidden">{time(each.firstSeen)}</td>
                <td className="value pr-4 text-soft max-wide:hidden">{time(each.lastSeen)}</td>
                <td className="value text-right text-soft max-wide:hidden">{grouped(each.ever)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {identities.length > few && (
        <button type="button" className="on-screen link text-sm text-soft touch:py-2" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'fewer' : `${grouped(identities.length - few)} more${totalIdentities > identities.length ? ` of ${grouped(totalIdentities)}` : ''}`}
        </button>
      )}
    </div>
  )
}
