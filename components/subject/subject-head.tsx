'use client'

import Link from 'next/link'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ProblemError } from '@/lib/api/client'
import { inPath } from '@/lib/api/in-path'
import { addressContract, keyContract, roleContract, type SubjectAnswer } from '@/lib/api/subject'
import { useAnswer } from '@/lib/api/use-answer'
import { withChoice, type Filter } from '@/lib/filter/filter'
import { AddressSource } from '@/components/addresses/address-words'
import { usePlace } from '@/components/filters/place-provider'
import { FilterLink } from '@/components/filters/filter-link'
import { stamp, utcAndAge } from '@/components/time-format'
import { CopyButton } from '@/components/ui/copy'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { KeyAge } from './key-age'
import type { PagedName } from './page-link'
import { WhoUsedIt } from './who-used-it'

/** What a page of this kind can be about; an identity has one of its own. */
export type SubjectName = Exclude<PagedName, 'identity'>

const names: Record<SubjectName, string> = { key: 'Access key', ip: 'Address', role: 'Role' }

/** What the page is about, what is known of it, and who used it. */
export function SubjectHead({ name, value }: { name: SubjectName; value: string }) {
  const { filter } = usePlace()
  const answer = useSubject(name, value, filter)
  return (
    <div className="border-y border-line bg-paper">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-2">
        <span className="text-soft">{names[name]}</span>
        <p className="value flex min-w-0 font-semibold">
          <Short text={value} />
        </p>
        <span className="on-screen">
          <CopyButton label="Copy" text={() => value} className="control-quiet" />
        </span>
        {answer.data && <Known name={name} about={answer.data} />}
      </div>
      <Panel title={name === 'role' ? 'Who acted as it' : 'Who used it'} answer={answer} isEmpty={() => false} skeleton={<div className="mx-3 mb-3 h-24 animate-pulse rounded bg-hover" />} aside={answer.data && <Sums about={answer.data} />}>
        {(about) => <WhoUsedIt about={about} />}
      </Panel>
    </div>
  )
}

function useSubject(name: SubjectName, value: string, filter: Filter): UseQueryResult<SubjectAnswer, ProblemError> {
  const asKey = useAnswer(keyContract, { key: value }, { filter, enabled: name === 'key' })
  const asAddress = useAnswer(addressContract, { ip: value }, { filter, enabled: name === 'ip' })
  const asRole = useAnswer(roleContract, { role: value }, { filter, enabled: name === 'role' })
  return { key: asKey, ip: asAddress, role: asRole }[name]
}

/** What is known of it whatever is shown: what kind it is, where it comes from, when it was seen. */
function Known({ name, about: { value, address, issued, history, firstSeen, lastSeen, ever } }: { name: SubjectName; about: SubjectAnswer }) {
  const { tz } = usePlace().filter
  const now = useNow()
  const time = (at: string) => (
    <time dateTime={at} className="value" title={utcAndAge(new Date(at), now)}>
      {stamp(new Date(at), tz)}
    </time>
  )
  return (
    <>
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
    </>
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
function Sums({ about: { count, errors, risky, totalIdentities } }: { about: SubjectAnswer }) {
  const { filter, narrow } = usePlace()
  const only = (name: 'error' | 'severity' | 'readonly', value: string) => () => narrow(withChoice(filter, name, { include: [value], exclude: [] }))
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
      {count > 0 && (
        <button type="button" className="on-screen link" onClick={only('readonly', 'false')}>
          only writes
        </button>
      )}
    </span>
  )
}
