'use client'

import type { ReactNode } from 'react'
import { guarded, literal } from '@/lib/filter/spelling'
import { AddressWords } from '@/components/addresses/address-words'
import { FilterLink } from '@/components/filters/filter-link'
import { usePlace } from '@/components/filters/place-provider'
import { stamp } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Short } from '@/components/ui/short'
import { useAbout, useActivity } from './about'
import { KeyAge } from './key-age'
import { PageLink } from './page-link'

type UsedWith = NonNullable<NonNullable<ReturnType<typeof useActivity>['data']>['used']>

/** With which keys, roles, addresses and user agents a key, an address or a role was seen. */
export function Used() {
  const answer = useActivity('used')
  return (
    <Panel title="With what" answer={{ ...answer, data: answer.data?.used }} isEmpty={() => false} skeleton={<div className="mx-3 mb-3 h-60 animate-pulse rounded bg-hover" />}>
      {(used) => (
        <UsedSections used={used}>
          <Section title="Accounts" more={used.accounts.length - few}>
            {used.accounts.slice(0, few).map(({ account, count }) => (
              <Line key={account} count={count}>
                <FilterLink name="account" value={literal(account)} className="link value">{account || 'none'}</FilterLink>
              </Line>
            ))}
          </Section>
        </UsedSections>
      )}
    </Panel>
  )
}

const few = 6

/**
 * The keys, roles, addresses and user agents of it, but for its own kind.
 * @param children stand before them
 */
export function UsedSections({ used, children }: { used: UsedWith; children: ReactNode }) {
  const { filter: { tz } } = usePlace()
  const { name } = useAbout()
  const time = (text: string) => stamp(new Date(text), tz).slice(0, 16)
  return (
    <div className="grid gap-x-6 gap-y-3 px-3 pb-3 @3xl/desk:grid-cols-2">
      {children}
      {name !== 'key' && (
        <Section title="Access keys" more={used.totalKeys - few}>
          {used.keys.slice(0, few).map(({ key, isTemporary, count, lastSeen, ...known }) => (
            <Line key={key} count={count}>
              <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
                <span className="flex min-w-0 items-center gap-1">
                  <FilterLink name="key" value={literal(key)} className="link value flex min-w-0"><Short text={key} /></FilterLink>
                  <PageLink name="key" value={key} />
                </span>
                <span className="text-sm text-soft">
                  {isTemporary ? `temporary, ${time(known.firstSeen)}` : <><KeyAge {...known} />, last used {time(lastSeen)}</>}
                </span>
              </span>
            </Line>
          ))}
        </Section>
      )}
      {name !== 'role' && (
        <Section title={name === 'identity' ? 'Roles it acts as' : 'Roles acted as'} more={used.roles.length - few}>
          {used.roles.slice(0, few).map(({ role, sessions, count, lastSeen }) => (
            <Line key={role} count={count} title="events ever">
              <FilterLink name="role" value={literal(role)} className="link max-w-48 shrink-0 truncate" title={role}>{role.slice(role.lastIndexOf('/') + 1)}</FilterLink>
              <PageLink name="role" value={role} className="-ml-1 self-center" />
              <span className="truncate text-sm text-soft" title={role}>
                {/:(\d{12}):/.exec(role)?.[1]}, {counted(sessions, 'session')}, last {time(lastSeen)}
              </span>
            </Line>
          ))}
        </Section>
      )}
      {name !== 'ip' && (
        <Section title="Addresses" more={used.addresses.length - few}>
          {used.addresses.slice(0, few).map(({ ip, count }) => (
            <Line key={ip} count={count}>
              <FilterLink name="ip" value={literal(ip)} className="link value flex max-w-[70%] shrink-0"><Short text={ip || 'none'} /></FilterLink>
              <PageLink name="ip" value={ip} className="-ml-1 self-center" />
              <AddressWords address={ip} among={used.addresses.slice(0, few).map((each) => each.ip)} className="truncate text-sm text-soft" />
            </Line>
          ))}
        </Section>
      )}
      <Section title="User agents" more={used.agents.length - few}>
        {used.agents.slice(0, few).map(({ agent, count, firstSeen }) => (
          <Line key={agent} count={count} title={`events ever, since ${time(firstSeen)}`}>
            <FilterLink name="agent" value={guarded(agent)} className="link min-w-0 truncate" title={agent}>{agent}</FilterLink>
          </Line>
        ))}
      </Section>
    </div>
  )
}

/** Some of its kind, the first few. */
export function Section({ title, more = 0, children }: { title: string; more?: number; children: ReactNode[] }) {
  return (
    <section className="min-w-0">
      <h3 className="text-sm text-soft">{title}</h3>
      {children.length === 0 ? <p className="text-soft">none</p> : <ul>{children}</ul>}
      {more > 0 && <p className="text-sm text-soft">and {grouped(more)} more</p>}
    </section>
  )
}

function Line({ count, title = 'events in this time', children }: { count: number; title?: string; children: ReactNode }) {
  return (
    <li className="flex items-baseline gap-2">
      <span className="flex min-w-0 flex-1 items-baseline gap-2">{children}</span>
      <span className="value text-soft" title={title}>{grouped(count)}</span>
    </li>
  )
}
