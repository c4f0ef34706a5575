'use client'

import { compareContract } from '@/lib/api/compare'
import type { Answer } from '@/lib/api/contract'
import { useAnswer } from '@/lib/api/use-answer'
import { literal } from '@/lib/filter/spelling'
import type { Filter } from '@/lib/filter/filter'
import { AddressSource } from '@/components/addresses/address-words'
import { during, instant } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { span, zoneName } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Differences } from './differences'

type Compared = Answer<typeof compareContract>

const names: Record<Compared['fields'][number]['field'], string> = {
  event: 'Events', service: 'Services', error: 'Errors', region: 'Regions', account: 'Accounts', network: 'Networks of addresses', role: 'Roles',
}

/** Two identities, or one in two periods, side by side: what one did that the other never did. Nothing unless the URL says `with`. */
export function Compare({ identity }: { identity: string }) {
  const { view } = usePlace()
  return view.with === undefined ? null : <Comparison identity={identity} other={view.with} />
}

function Comparison({ identity, other }: { identity: string; other: string }) {
  const { filter, see } = usePlace()
  const answer = useAnswer(compareContract, { identity, with: other }, { filter })
  return (
    <Panel
      title="Compared"
      answer={answer}
      isEmpty={() => false}
      className="border-y border-line"
      skeleton={<div className="mx-3 mb-3 h-64 animate-pulse rounded bg-hover" />}
      aside={
        <button type="button" className="on-screen control control-quiet ml-auto" onClick={() => see({ with: undefined })}>
          End comparison
        </button>
      }
    >
      {(compared) => <Sides compared={compared} />}
    </Panel>
  )
}

function Sides({ compared: { one, other, fields } }: { compared: Compared }) {
  const { filter } = usePlace()
  const isPeriod = one.identity === other.identity
  const different = fields.filter(({ totalOnlyOne, totalOnlyOther }) => totalOnlyOne + totalOnlyOther > 0)
  const same = fields.filter(({ totalOnlyOne, totalOnlyOther, both }) => totalOnlyOne + totalOnlyOther === 0 && both > 0)
  const sides = [one, other].map((side) => ({
    name: isPeriod ? `${span(new Date(side.from), new Date(side.to), filter.tz)} ${zoneName(filter.tz, new Date(side.from))}` : side.label,
    total: side.total,
    filter: ofSide(filter, side, isPeriod),
  }))
  return (
    <div data-compared className="px-3 pb-3">
      <div className="grid gap-x-6 gap-y-3 @3xl/desk:grid-cols-2">
        {sides.map(({ name, total }, index) => (
          <p key={index} className="hidden min-w-0 border-b border-line pb-1 [overflow-wrap:anywhere] @3xl/desk:block">
            Only <span className="font-semibold">{name}</span> <span className="text-soft">{counted(total, 'event')}</span>
          </p>
        ))}
        {different.map(({ field, onlyOne, onlyOther, totalOnlyOne, totalOnlyOther, both }) => (
          <div key={field} role="group" aria-label={names[field]} className="contents">
            {[
              { items: onlyOne, total: totalOnlyOne, side: sides[0] },
              { items: onlyOther, total: totalOnlyOther, side: sides[1] },
            ].map(({ items, total, side }, index) => (
              <div key={index} className="min-w-0">
                <h3 className="text-soft">
                  {names[field]}
                  <span className="@3xl/desk:hidden"> only of {side?.name}</span>
                  {index === 0 && <span className="text-sm">, {grouped(both)} of both</span>}
                  {field === 'network' && index === 0 && <AddressSource />}
                </h3>
                {side && <Differences items={items} total={total} filter={side.filter} />}
              </div>
            ))}
          </div>
        ))}
      </div>
      {different.length === 0 && <p>Neither did anything that the other did not.</p>}
      {same.length > 0 && <p className="mt-3 text-soft">The same of both: {same.map(({ field, both }) => `${names[field].toLowerCase()} (${grouped(both)})`).join(', ')}.</p>}
    </div>
  )
}

/** The Filter that selects a side's events. */
function ofSide(filter: Filter, side: Compared['one'], isPeriod: boolean): Filter {
  if (isPeriod) return during(filter, instant(Date.parse(side.from)), instant(Date.parse(side.to)))
  return { ...filter, choices: { ...filter.choices, actor: { include: [literal(side.identity)], exclude: [] } } }
}
