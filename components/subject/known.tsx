'use client'

import Link from 'next/link'
import { inPath } from '@/lib/api/in-path'
import type { SubjectAnswer } from '@/lib/api/subject'
import { withChoice } from '@/lib/filter/filter'
import { AddressSource } from '@/components/addresses/address-words'
import { usePlace } from '@/components/filters/place-provider'
import { FilterLink } from '@/components/filters/filter-link'
import { stamp, utcAndAge } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { useNow } from '@/components/ui/use-now'
import { KeyAge } from './key-age'
import { PageLink } from './page-link'
import type { SubjectName } from './subject-page'

/** What is known of it whatever is shown: what kind it is, where it comes from, when it was seen. */
export function Known({ name, about: { value, address, issued, history, firstSeen, lastSeen, ever } }: { name: SubjectName; about: SubjectAnswer }) {
  const { tz } = usePlace().filter
  const now = useNow()
  const time = (at: string) => (
    <time dateTime={at} className="value" title={utcAndAge(new Date(at), now)}>
      {stamp(new Date(at), tz)}
    </time>
  )
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      {address && (
        <span>
          {address.country && <span className="value">{address.country} </span>}
          {address.words}
          {address.network?.isAmazon && ' (AWS, or rented from it)'}
          {address.network && <AddressSource />}
        </span>
      )}
      {name === 'role' && <Openings role={value} />}
      {name === 'key' && (
        <span>
          {value.startsWith('ASIA') ? 'temporary' : value.startsWith('AKIA') ? 'long-lived' : ''}
          {history && !value.startsWith('ASIA') && <>, <KeyAge {...history} firstSeen={firstSeen} /></>}
        </span>
      )}
      {issued && (
        <span>
          given out to{' '}
          <FilterLink name="identity" value={issued.value} title={issued.identity}>
            {issued.label}
          </FilterLink>{' '}
          <PageLink name="identity" value={issued.identity} />{' '}
          by{' '}
          <Link className="link value" prefetch={false} href={`/events/${inPath(issued.eventID)}`}>
            {issued.eventName}
          </Link>{' '}
          {time(issued.at)}
        </span>
      )}
      <span className="text-soft">
        first seen {time(firstSeen)}, last seen {time(lastSeen)}, {counted(ever, 'event')} ever
      </span>
    </p>
  )
}

/** Leads to the calls that opened sessions of a role, or tried to. */
function Openings({ role }: { role: string }) {
  const { filter, addressOf } = usePlace()
  const calls = { event: { include: ['AssumeRole*'], exclude: [] }, q: { include: [`"${role}"`], exclude: [] } }
  return (
    <a className="link" href={addressOf({ ...filter, choices: calls })}>
      calls that opened its sessions
    </a>
  )
}

/** What came of it in the Filter; each number narrows to its events. */
export function Sums({ about: { count, errors, risky, totalIdentities } }: { about: SubjectAnswer }) {
  const { filter, narrow } = usePlace()
  const only = (name: 'error' | 'severity', value: string) => () => narrow(withChoice(filter, name, { include: [value], exclude: [] }))
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-soft">
      <span>{counted(totalIdentities, 'identity', 'identities')} ever; in this time {counted(count, 'event')}</span>
      {errors > 0 && (
        <button type="button" className="link" onClick={only('error', 'any')}>
          {grouped(errors)} failed
        </button>
      )}
      {risky > 0 && (
        <button type="button" className="link" onClick={only('severity', 'medium')}>
          {grouped(risky)} medium or above
        </button>
      )}
    </span>
  )
}
