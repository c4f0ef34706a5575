'use client'

import type { Answer } from '@/lib/api/contract'
import type { eventContract } from '@/lib/api/events'
import { guarded, literal } from '@/lib/filter/spelling'
import { AddressWords } from '@/components/addresses/address-words'
import { FilterLink } from '@/components/filters/filter-link'
import { usePlace } from '@/components/filters/place-provider'
import { textOf } from '@/components/filters/words'
import { PageLink } from '@/components/subject/page-link'
import { Notes } from '@/components/review/notes'
import { age, stamp, zoneName } from '@/components/time-format'
import { ClassMark } from '@/components/ui/class-mark'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { Around } from './around'
import { RawRecord } from './raw-record'
import { Reasons } from './reasons'

/** One event, read in full: what happened, why it is marked, who did it, and the record itself. */
export function ReaderBody({ event }: { event: Answer<typeof eventContract> }) {
  const { tz } = usePlace().filter
  const now = useNow()
  const at = new Date(event.eventTime)
  return (
    <article className="px-4 pb-6">
      <h2 className="mt-1 font-semibold [overflow-wrap:anywhere]">{event.sentence}</h2>
      <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
        <SeverityMark severity={event.severity} />
        <ClassMark value={event.class} />
        <time dateTime={event.eventTime} className="value">
          {stamp(at, tz)} {zoneName(tz, at)}
        </time>
        <span className="text-soft">
          {tz !== 'UTC' && <span className="value">{stamp(at, 'UTC')} UTC, </span>}
          {age(at, now)}
        </span>
      </p>
      <Reasons event={event} />
      <dl className="mt-3 grid grid-cols-[4.5rem_minmax(0,1fr)] gap-y-1">
        <dt className="text-soft">Who</dt>
        <dd className="flex flex-wrap gap-x-2.5">
          <FilterLink name="identity" value={literal(event.identity)} title={event.identity}>
            {event.identityLabel}
          </FilterLink>
          {event.identityType && <FilterLink name="type" value={literal(event.identityType)}>{event.identityType}</FilterLink>}
          <PageLink name="identity" value={event.identity} />
          {event.role && (
            <span className="inline-flex min-w-0 gap-x-1 text-soft">
              as
              <FilterLink name="role" value={literal(event.role)} className="link value flex min-w-0 text-ink" title={event.role}>
                <Short text={event.role.slice(event.role.indexOf(':role/') + 6)} />
              </FilterLink>
              <PageLink name="role" value={event.role} />
            </span>
          )}
          {event.accessKeyId && (
            <span className="text-soft">
              key{' '}
              <FilterLink name="key" value={literal(event.accessKeyId)} className="link value text-ink">
                {event.accessKeyId}
              </FilterLink>
              <PageLink name="key" value={event.accessKeyId} className="ml-0.5 align-middle" />
            </span>
          )}
        </dd>
        <dt className="text-soft">From</dt>
        <dd className="flex flex-wrap gap-x-2.5">
          {event.sourceIPAddress ? (
            <FilterLink name="ip" value={literal(event.sourceIPAddress)} className="link value">
              {event.sourceIPAddress}
            </FilterLink>
          ) : (
            <span className="text-soft">no address</span>
          )}
          <PageLink name="ip" value={event.sourceIPAddress} className="-ml-2" />
          <AddressWords address={event.sourceIPAddress} />
          {event.userAgent && (
            <FilterLink name="agent" value={guarded(event.userAgent)} className="min-w-0 text-soft [overflow-wrap:anywhere] hover:underline" title="Events of this user agent">
              {event.userAgent}
            </FilterLink>
          )}
        </dd>
        <dt className="text-soft">What</dt>
        <dd className="flex flex-wrap gap-x-2.5">
          <FilterLink name="event" value={literal(event.eventName)} className="link value">
            {event.eventName || 'no event name'}
          </FilterLink>
          <FilterLink name="service" value={literal(event.eventSource.replace(/\.amazonaws\.com$/, ''))} className="link value">
            {event.eventSource || 'no event source'}
          </FilterLink>
          {event.target && (
            <FilterLink name="q" value={`"${event.target.replaceAll('"', '')}"`} className="link value inline-flex min-w-0" title={event.target}>
              <Short text={event.target} />
            </FilterLink>
          )}
        </dd>
        <dt className="text-soft">Where</dt>
        <dd className="flex flex-wrap gap-x-2.5">
          <FilterLink name="region" value={literal(event.awsRegion)} className="link value">
            {event.awsRegion || 'no region'}
          </FilterLink>
          <span className="text-soft">
            account{' '}
            <FilterLink name="account" value={literal(event.recipientAccountId)} className="link value text-ink">
              {event.recipientAccountId || 'none'}
            </FilterLink>
          </span>
        </dd>
        {event.outcome && (
          <>
            <dt className="text-soft">Error</dt>
            <dd>
              <FilterLink name="error" value={literal(event.outcome)} className="link value">
                {event.outcome}
              </FilterLink>
            </dd>
          </>
        )}
        <dt className="text-soft">Around</dt>
        <dd>
          <Around event={event} />
        </dd>
        <dt className="text-soft">Told by</dt>
        <dd className="flex flex-wrap gap-x-2.5">
          {event.sources.map((source) => (
            <FilterLink key={source} name="source" value={source} title={`Events that ${textOf('source', source)} told of`}>
              {textOf('source', source)}
            </FilterLink>
          ))}
          <span className="text-soft">{provenance(event)}</span>
        </dd>
        <dt className="text-soft">File</dt>
        <dd className="flex min-w-0">
          <Short text={event.file} tail={28} className="value text-soft" />
        </dd>
      </dl>
      <Notes
        key={`notes ${event.eventID}`}
        tz={tz}
        about={[{ on: { kind: 'event', eventID: event.eventID }, name: 'this event' }, { on: { kind: 'identity', identity: event.identity }, name: event.identityLabel }]}
      />
      <RawRecord key={event.eventID} event={event} raw={event.raw} />
    </article>
  )
}

/** Which of those that told of it the record is from, where that is not plain. */
function provenance({ source, sources }: Answer<typeof eventContract>): string {
  if (source === 'lookup') return 'provisional, until a trail delivers it'
  return sources.length > 1 ? `the record is as in ${textOf('source', source)}` : ''
}
