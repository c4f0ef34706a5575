'use client'

import { usePlace } from '@/components/filters/place-provider'
import { ChainWords } from '@/components/subject/chain-words'
import { FilterLink } from '@/components/filters/filter-link'
import { PageLink } from '@/components/subject/page-link'
import { Section, UsedSections } from '@/components/subject/used'
import { age, stamp } from '@/components/time-format'
import { counted, percent } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { useNow } from '@/components/ui/use-now'
import { literal } from '@/lib/filter/spelling'
import { Kind } from './kind'
import { useIdentity } from './use-identity'

/** Who it is, in one line. */
export function WhoLine({ identity }: { identity: string }) {
  const { filter: { tz } } = usePlace()
  const now = useNow()
  const who = useIdentity(identity).data?.who
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
  const answer = useIdentity(identity)
  return (
    <Panel title="Who" answer={{ ...answer, data: answer.data?.who }} isEmpty={() => false} skeleton={<div className="mx-3 mb-3 h-60 animate-pulse rounded bg-hover" />}>
      {(who) => (
        <UsedSections used={who}>
          {who.chains.length > 0 && (
            <Section title="Opened by">
              {who.chains.map(({ key, chain }) => (
                <li key={key} className="flex flex-wrap gap-x-2">
                  {key && <FilterLink name="key" value={literal(key)} className="link value">{key}</FilterLink>}
                  <PageLink name="key" value={key} className="-ml-1" />
                  <ChainWords chain={chain} />
                </li>
              ))}
            </Section>
          )}
        </UsedSections>
      )}
    </Panel>
  )
}
