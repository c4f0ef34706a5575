'use client'

import { useState } from 'react'
import { identitiesContract, type ListedIdentity } from '@/lib/api/identities'
import { identitySorts } from '@/lib/api/identity-sorts'
import { useAnswer } from '@/lib/api/use-answer'
import { identityKinds, type IdentityKind } from '@/lib/cloudtrail/identity-kind'
import { FilterBar } from '@/components/filters/filter-bar'
import { PlaceProvider, usePlace, type Opened } from '@/components/filters/place-provider'
import { stamp, utcAndAge } from '@/components/time-format'
import { distinct } from '@/components/ui/distinct'
import { Emptied } from '@/components/ui/emptied'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { Behind } from './behind'
import { IdentityLink } from './identity-link'
import { KindMark, kindsNamed } from './kinds'
import { Sparkline } from './sparkline'

type Sort = (typeof identitySorts)[number]
const sortNames: Record<Sort, string> = { risk: 'riskiest first', volume: 'most events first', novelty: 'most that is new first', lastSeen: 'last seen first' }
const pageLength = 50

/** Everyone seen in the Filter. */
export function IdentitiesPage({ view }: { view?: Opened }) {
  return (
    <PlaceProvider {...(view && { view })}>
      <Everyone />
    </PlaceProvider>
  )
}

function Everyone() {
  const { filter, view, see } = usePlace()
  const [pages, setPages] = useState(1)
  const answer = useAnswer(identitiesContract, { sort: view.sort, limit: Math.min(200, pages * pageLength), ...(view.kind && { kind: view.kind }), ...(view.search && { search: view.search }) }, { filter })
  return (
    <main id="content" className="min-w-0">
      <h1 className="sr-only">Identities</h1>
      <FilterBar shown={answer.data} />
      <Panel
        title="Identities"
        answer={answer}
        isEmpty={({ kinds }) => kinds.every(({ count }) => count === 0) && !view.search}
        empty={<Emptied />}
        skeleton={<div className="mx-3 mb-3 h-[40rem] animate-pulse rounded bg-hover" />}
        aside={
          <>
            <span role="status" className="text-soft">{answer.data && counted(answer.data.total, 'identity', 'identities')}</span>
            <span className="on-screen ml-auto flex flex-wrap items-center gap-2">
              <Search value={view.search} onChange={(search) => see({ search }, 'replace')} />
              <select className="control" aria-label="Order" value={view.sort} onChange={(event) => see({ sort: identitySorts.find((each) => each === event.target.value) ?? 'risk' })}>
                {identitySorts.map((each) => (
                  <option key={each} value={each}>
                    {sortNames[each]}
                  </option>
                ))}
              </select>
            </span>
          </>
        }
      >
        {({ identities, kinds, total }) => (
          <>
            <Kinds kinds={kinds} chosen={view.kind} onChoose={(kind) => see({ kind })} />
            <div className="overflow-x-auto">
              <table className="w-full border-collapse">
                <thead className="text-left text-sm text-soft">
                  <tr className="border-b border-line">
                    <th scope="col" className="px-3 py-1 font-normal">Who</th>
                    <th scope="col" className="px-2 font-normal max-wide:hidden">What</th>
                    <th scope="col" className="px-2 font-normal">Highest</th>
                    <th scope="col" className="px-2 text-right font-normal max-wide:pr-3">Events</th>
                    <th scope="col" className="px-2 font-normal max-wide:hidden">When</th>
                    <th scope="col" className="px-2 text-right font-normal max-wide:hidden">Failed</th>
                    <th scope="col" className="px-2 text-right font-normal max-wide:hidden">New</th>
                    <th scope="col" className="px-2 font-normal max-wide:hidden">Last seen</th>
                    <th scope="col" className="px-3 font-normal max-wide:hidden">First seen</th>
                  </tr>
                </thead>
                <tbody>
                  {distinct(identities.map(({ identity, label }) => ({ key: identity, label }))).map((label, index) => {
                    const each = identities[index]
                    return each && <Row key={each.identity} each={{ ...each, label }} tz={filter.tz} />
                  })}
                </tbody>
              </table>
            </div>
            {identities.length === 0 && <p className="px-3 py-3">Nobody {view.kind ? `among ${kindsNamed(view.kind).toLowerCase()} ` : ''}{view.search ? `is called “${view.search}”` : 'was seen'} in this time.</p>}
            {total > identities.length && (
              <p className="flex items-center gap-3 px-3 py-2 text-soft">
                {grouped(identities.length)} of {grouped(total)}
                {identities.length < 200 ? (
                  <button type="button" className="control" onClick={() => setPages(pages + 1)}>
                    {pageLength} more
                  </button>
                ) : (
                  'Search, or choose a kind, to find others.'
                )}
              </p>
            )}
          </>
        )}
      </Panel>
    </main>
  )
}

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return <input type="search" className="field w-48 max-wide:w-60" aria-label="Find an identity" placeholder="Name or part of an ARN" defaultValue={value} onChange={(event) => onChange(event.target.value.trim())} />
}

function Kinds({ kinds, chosen, onChoose }: { kinds: readonly { kind: IdentityKind; count: number }[]; chosen: IdentityKind | undefined; onChoose: (kind: IdentityKind | undefined) => void }) {
  return (
    <div role="group" aria-label="Kinds" className="on-screen flex flex-wrap gap-1.5 px-3 pb-2">
      {identityKinds.map((kind) => (
        <button key={kind} type="button" className="control aria-pressed:bg-chosen" aria-pressed={chosen === kind} onClick={() => onChoose(chosen === kind ? undefined : kind)}>
          {kindsNamed(kind)} <span className="value text-soft">{grouped(kinds.find((each) => each.kind === kind)?.count ?? 0)}</span>
        </button>
      ))}
    </div>
  )
}

function Row({ each, tz }: { each: ListedIdentity; tz: string }) {
  const now = useNow()
  const time = (text: string) => (
    <time dateTime={text} title={utcAndAge(new Date(text), now)} className="value whitespace-nowrap text-soft">
      {stamp(new Date(text), tz)}
    </time>
  )
  return (
    <tr className="border-b border-line hover:bg-hover">
      <th scope="row" className="max-w-80 px-3 py-1 text-left font-normal max-wide:w-full max-wide:max-w-0">
        <IdentityLink identity={each.identity} className="link inline-flex max-w-full font-semibold">
          <Short text={each.label} />
        </IdentityLink>
        <Behind behind={each.behind} />
        <span className="flex flex-wrap gap-x-3 text-sm wide:hidden">
          <KindMark kind={each.kind} />
          {each.novelty > 0 && <span className="whitespace-nowrap text-soft">{grouped(each.novelty)} new</span>}
          <span className="whitespace-nowrap text-soft">last seen {time(each.lastSeen)}</span>
        </span>
      </th>
      <td className="px-2 max-wide:hidden">
        <KindMark kind={each.kind} />
        {each.corrected && (
          <span className="block whitespace-nowrap text-sm text-soft" title={`by ${each.corrected.by}, ${stamp(new Date(each.corrected.at), tz)}`}>
            corrected
          </span>
        )}
      </td>
      <td className="px-2">
        <SeverityMark severity={each.severity} />
      </td>
      <td className="value px-2 text-right max-wide:pr-3">{grouped(each.total)}</td>
      <td className="px-2 max-wide:hidden">
        <Sparkline counts={each.spark} />
      </td>
      <td className="value px-2 text-right max-wide:hidden">{each.errors > 0 ? grouped(each.errors) : <span className="text-soft">0</span>}</td>
      <td className="value px-2 text-right max-wide:hidden">{each.novelty > 0 ? grouped(each.novelty) : <span className="text-soft">0</span>}</td>
      <td className="px-2 max-wide:hidden">{time(each.lastSeen)}</td>
      <td className="px-3 max-wide:hidden">{time(each.firstSeen)}</td>
    </tr>
  )
}
