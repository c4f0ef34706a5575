'use client'

import type { ReactNode } from 'react'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { literal, guarded } from '@/lib/filter/spelling'
import { AddressWords } from '@/components/addresses/address-words'
import { FilterLink } from '@/components/filters/filter-link'
import { usePlace } from '@/components/filters/place-provider'
import { KeyAge } from '@/components/subject/key-age'
import { PageLink } from '@/components/subject/page-link'
import { age, stamp } from '@/components/time-format'
import { counted, grouped, percent } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { useNow } from '@/components/ui/use-now'
import { ChainWords } from './chain-words'
import { Kind } from './kind'
import { useIdentity } from './use-identity'

type Who = NonNullable<Answer<typeof identityContract>['who']>

/** Who it is, in one line. */
export function WhoLine({ identity }: { identity: string }) {
  const { filter: { tz } } = usePlace()
  const now = useNow()
  const who = useIdentity(identity, 'who').data?.who
  if (!who) return <p className="min-h-5 text-soft">…</p>
  const day = (text: string | null) => (text === null ? 'never' : stamp(new Date(text), tz).slice(0, 10))
  const lasting = who.keys.filter(({ isTemporary }) => !isTemporary)
  const [oldest] = [...lasting].sort((a, b) => Date.parse(a.created?.at ?? a.firstSeen) - Date.parse(b.created?.at ?? b.firstSeen))
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-soft">
      <Kind identity={identity} told={who} />
      {who.type && <span>{who.type}</span>}
      {who.accounts.length > 0 && <span>{who.accounts.length === 1 ? `account ${who.accounts[0]?.account}` : counted(who.accounts.length, 'account')}</span>}
      <span>first seen {day(who.firstSeen)}</span>
      <span>last seen {who.lastSeen ? age(new Date(who.lastSeen), now) : 'never'}</span>
      {lasting.length > 0 && (
        <span>
          {counted(lasting.length, 'key')}
          {oldest && `, ${lasting.length > 1 ? 'the oldest ' : ''}${oldest.created ? `created ${day(oldest.created.at)}` : `in use since at least ${day(oldest.firstSeen)}`}`}
        </span>
      )}
      {who.signIns.total > 0 && <span>MFA in {percent(who.signIns.withMfa / who.signIns.total)} of {counted(who.signIns.total, 'sign-in')}</span>}
    </p>
  )
}

/** Keys, roles, addresses and user agents, and who is behind it. */
export function Who({ identity }: { identity: string }) {
  const answer = useIdentity(identity, 'who')
  return (
    <Panel title="Who" answer={{ ...answer, data: answer.data?.who }} isEmpty={() => false} skeleton={<div className="mx-3 mb-3 h-60 animate-pulse rounded bg-hover" />}>
      {(who) => <Details who={who} />}
    </Panel>
  )
}

const few = 6

function Details({ who }: { who: Who }) {
  const { filter: { tz } } = usePlace()
  const time = (text: string) => stamp(new Date(text), tz).slice(0, 16)
  return (
    <div className="grid gap-x-6 gap-y-3 px-3 pb-3 @3xl/desk:grid-cols-2">
      {who.chains.length > 0 && (
        <Section title="Opened by">
          {who.chains.map(({ key, chain }) => (
            <li key={key} className="flex flex-wrap gap-x-2">
              {key && <FilterLink name="key" value={literal(key)} className="link value">{key}</FilterLink>}
              <ChainWords chain={chain} />
            </li>
          ))}
        </Section>
      )}
      <Section title="Access keys" more={who.totalKeys - few}>
        {who.keys.slice(0, few).map(({ key, isTemporary, count, lastSeen, ...age }) => (
          <Line key={key} count={count}>
            <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
              <FilterLink name="key" value={literal(key)} className="link value">{key}</FilterLink>
              <PageLink name="key" value={key} className="-ml-1.5 self-center" />
              <span className="text-sm text-soft">
                {isTemporary ? `temporary, ${time(age.firstSeen)}` : <><KeyAge {...age} />, last used {time(lastSeen)}</>}
              </span>
            </span>
          </Line>
        ))}
      </Section>
      <Section title="Roles it acts as" more={who.roles.length - few}>
        {who.roles.slice(0, few).map(({ role, sessions, count, lastSeen }) => (
          <Line key={role} count={count} title="events ever">
            <FilterLink name="role" value={literal(role)} className="link max-w-48 shrink-0 truncate" title={role}>{role.slice(role.lastIndexOf('/') + 1)}</FilterLink>
            <span className="truncate text-sm text-soft" title={role}>
              {/:(\d{12}):/.exec(role)?.[1]}, {counted(sessions, 'session')}, last {time(lastSeen)}
            </span>
          </Line>
        ))}
      </Section>
      <Section title="Addresses" more={who.addresses.length - few}>
        {who.addresses.slice(0, few).map(({ ip, count }) => (
          <Line key={ip} count={count}>
            <FilterLink name="ip" value={literal(ip)} className="link value">{ip || 'none'}</FilterLink>
            <AddressWords address={ip} className="truncate text-sm text-soft" />
          </Line>
        ))}
      </Section>
      <Section title="User agents" more={who.agents.length - few}>
        {who.agents.slice(0, few).map(({ agent, count, firstSeen }) => (
          <Line key={agent} count={count} title={`events ever, since ${time(firstSeen)}`}>
            <FilterLink name="agent" value={guarded(agent)} className="link min-w-0 truncate" title={agent}>{agent}</FilterLink>
          </Line>
        ))}
      </Section>
    </div>
  )
}

function Section({ title, more = 0, children }: { title: string; more?: number; children: ReactNode[] }) {
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
