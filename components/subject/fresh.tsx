'use client'

import type { newFields } from '@/lib/api/activity'
import { withChoice } from '@/lib/filter/filter'
import { AddressSource, AddressWords } from '@/components/addresses/address-words'
import { usePlace } from '@/components/filters/place-provider'
import { textOf } from '@/components/filters/words'
import { stamp, utcAndAge } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { usePart, useAbout } from './about'
import { isPaged, PageLink, type PagedName } from './page-link'

type Item = NonNullable<ReturnType<typeof usePart<'new'>>['data']>['items'][number]

const names: Record<(typeof newFields)[number], string> = { identity: 'identity', service: 'service', event: 'call', region: 'region', account: 'account', network: 'network', country: 'country', ip: 'address', role: 'role', agent: 'user agent' }

/** Those that it is held against. */
const like: Record<PagedName, [other: string, others: string]> = {
  identity: ['no other of its type', 'others of its type'],
  key: ['no other key', 'other keys'],
  ip: ['no other address', 'other addresses'],
  role: ['no other role', 'other roles'],
}

/** What was done for the first time: each with when, and of how many of its like ever the same was seen. */
export function Fresh() {
  const answer = usePart('new')
  return (
    <Panel title="New" answer={answer} isEmpty={({ total }) => total === 0} empty={<p className="px-3 pb-3 text-soft">Nothing that was not there before</p>} skeleton={<div className="mx-3 mb-3 h-72 animate-pulse rounded bg-hover" />}>
      {({ items, total, peers, isWhollyNew }) => (
        <div className="max-h-[18rem] overflow-auto px-3 pb-3">
          {isWhollyNew && <p className="mb-1 text-sm text-soft">Nothing older is stored of it: all of it is new.</p>}
          <ul>
            {items.map((item) => (
              <Line key={`${item.field} ${item.values[0]}`} item={item} peers={peers} among={items.flatMap(({ field, label }) => (field === 'ip' ? [label] : []))} />
            ))}
          </ul>
          {total > items.length && <p className="text-sm text-soft">The latest of each kind: {grouped(items.length)} of {grouped(total)}.</p>}
        </div>
      )}
    </Panel>
  )
}

function Line({ item, peers, among }: { item: Item; peers: number; among: readonly string[] }) {
  const { filter, addressOf, narrow } = usePlace()
  const [other, others] = like[useAbout().name]
  const now = useNow()
  const at = new Date(item.at)
  const next = withChoice(filter, item.parameter, { include: item.values, exclude: [] })
  return (
    <li className="border-b border-line py-0.5 last:border-b-0">
      <span className="flex items-baseline gap-2">
        <span className="w-20 shrink-0 text-sm text-soft">{names[item.field]}</span>
        <a
          href={addressOf(next)}
          className="link inline-flex min-w-0"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            narrow(next)
          }}
        >
          <Short text={item.label} />
        </a>
        {isPaged(item.field) && <PageLink name={item.field} value={textOf(item.field, item.values[0] ?? '')} className="-ml-1 self-center" />}
        <time dateTime={item.at} title={utcAndAge(at, now)} className="value ml-auto shrink-0 whitespace-nowrap text-sm text-soft">
          {stamp(at, filter.tz).slice(0, 16)}
        </time>
      </span>
      <span className="ml-[5.5rem] flex flex-wrap gap-x-2 text-sm text-soft">
        {item.field === 'ip' && <AddressWords address={item.label} among={among} />}
        {(item.field === 'network' || item.field === 'country') && <AddressSource />}
        <span>{item.peers === 0 ? <strong className="text-ink">{other} ever did</strong> : `${grouped(item.peers)} of ${grouped(peers)} ${others} did, too`}</span>
      </span>
    </li>
  )
}
