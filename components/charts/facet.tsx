'use client'

import { ChevronDown } from 'lucide-react'
import { memo, useState } from 'react'
import type { EventClass } from '@/lib/cloudtrail/facts'
import { eventClasses, severities } from '@/lib/cloudtrail/facts'
import type { FacetField } from '@/lib/api/facets'
import type { AddressFacts } from '@/lib/addresses/address-facts'
import type { Filter } from '@/lib/filter/filter'
import { parameters } from '@/lib/filter/parameters'
import { isPaged, PageLink } from '@/components/subject/page-link'
import { AddressSource } from '@/components/addresses/address-words'
import { useAddressFacts } from '@/components/addresses/use-address-facts'
import { chosen, excluding, including, only, without } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { useIntent } from '@/components/filters/use-intent'
import { textOf } from '@/components/filters/words'
import { ClassMark } from '@/components/ui/class-mark'
import { distinct } from '@/components/ui/distinct'
import { grouped } from '@/components/ui/number'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'

interface Value {
  value: string
  label: string
  count: number
}

const few = 5

/** One field: its values with bars and counts, the rest on request. */
export const Facet = memo(function Facet({ field, values, initiallyOpen }: { field: FacetField; values: readonly Value[]; initiallyOpen: boolean }) {
  const [isOpen, setOpen] = useState(initiallyOpen)
  const [isWhole, setWhole] = useState(false)
  const facts = useAddressFacts(field === 'ip' && isOpen ? values.map(({ label: address }) => address) : [])
  if (values.length === 0) return null
  const largest = Math.max(...values.map(({ count }) => count))
  const label = parameters[field].label
  const labels = distinct(values.map(({ value, label: text }) => ({ key: value, label: text })))
  return (
    <section aria-label={label} className="border-t border-line px-3 py-1">
      <h3>
        <button type="button" className="flex w-full items-center gap-1 py-0.5 text-soft hover:text-ink touch:py-2" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronDown aria-hidden className={`size-3.5 ${isOpen ? '' : '-rotate-90'}`} />
          {label}
          <span className="value ml-auto text-sm">{values.length < 20 ? values.length : '20+'}</span>
        </button>
      </h3>
      {isOpen && (
        <ul>
          {values.slice(0, isWhole ? values.length : few).map((value, index) => (
            <FacetValue key={value.value} field={field} value={{ ...value, label: labels[index] ?? value.label }} share={value.count / largest} facts={facts.get(value.label)} />
          ))}
          {values.length > few && (
            <li>
              <button type="button" className="link text-sm text-soft touch:py-2" onClick={() => setWhole(!isWhole)}>
                {isWhole ? 'fewer' : `${values.length - few} more`}
              </button>
            </li>
          )}
          {[...facts.values()].some(({ network }) => network) && (
            <li className="text-sm text-soft">
              Networks
              <AddressSource />
            </li>
          )}
        </ul>
      )}
    </section>
  )
})

function FacetValue({ field, value: { value, label, count }, share, facts }: { field: FacetField; value: Value; share: number; facts: AddressFacts | undefined }) {
  const { filter, narrow } = usePlace()
  const state = chosen(filter, field, value)
  const intent = useIntent()
  const excluded = (present: Filter) => (chosen(present, field, value) === 'exclude' ? without : excluding)(present, field, value)
  // A severity includes those above it: two of them say no more than the lesser.
  const included = (present: Filter) => (chosen(present, field, value) === 'include' ? without : field === 'severity' ? only : including)(present, field, value)
  return (
    <li className={`group relative flex items-center rounded hover:bg-hover ${state === 'include' ? 'bg-chosen' : ''}`}>
      <span aria-hidden className="absolute bottom-0 left-0 h-0.5 rounded bg-heat-3" style={{ width: `${share * 100}%` }} />
      <button
        type="button"
        aria-pressed={state === 'include'}
        className={`flex min-w-0 flex-1 items-center justify-between gap-2 px-1 py-0.5 text-left touch:py-2 ${state === 'exclude' ? 'line-through' : ''}`}
        {...intent(included)}
        onClick={(event) => narrow(event.altKey && field !== 'severity' ? excluded : included)}
      >
        <span className="flex min-w-0">
          <Named field={field} value={value} label={label} />
          {facts && <Place facts={facts} />}
        </span>
        <span className="value shrink-0 text-soft">{grouped(count)}</span>
      </button>
      {isPaged(field) && value !== 'none' && <PageLink name={field} value={textOf(field, value)} className="opacity-30 hover:opacity-100 focus-visible:opacity-100 group-hover:opacity-100 touch:py-2 touch:opacity-100" />}
      {field === 'severity' ? (
        <span className="w-6" />
      ) : (
        <button
          type="button"
          aria-pressed={state === 'exclude'}
          aria-label={`Exclude ${label}`}
          title="Exclude"
          className="minus w-6 justify-center text-soft/30 group-hover:text-soft hover:text-ink! focus-visible:text-ink touch:w-9 touch:py-2 touch:text-soft"
          {...intent(excluded)}
          onClick={() => narrow(excluded)}
        />
      )}
    </li>
  )
}

/** The country's two letters, or what an address is if it is none of the internet's; the rest on hover. */
function Place({ facts: { country, kind, words } }: { facts: AddressFacts }) {
  if (kind === 'text' || kind === 'none') return null
  return (
    <span className="ml-1.5 shrink-0 self-center text-sm text-soft" title={words}>
      {country ?? (kind === 'public' ? '' : short[kind])}
      <span className="sr-only"> {words}</span>
    </span>
  )
}

const short: Record<Exclude<AddressFacts['kind'], 'public' | 'text' | 'none'>, string> = {
  private: 'private', loopback: 'loopback', shared: 'NAT', 'link-local': 'link', documentation: 'example', benchmark: 'bench', multicast: 'multicast', unspecified: 'none',
  reserved: 'reserved', service: 'AWS', internal: 'AWS',
}

function Named({ field, value, label }: { field: FacetField; value: string; label: string }) {
  const severity = field === 'severity' ? severities.find((each) => each === value) : undefined
  if (severity) {
    return (
      <span className="flex min-w-0 items-center gap-1">
        <SeverityMark severity={severity} />
        <span className="truncate text-soft">{severity === 'critical' ? '' : 'and above'}</span>
      </span>
    )
  }
  const named: EventClass | undefined = field === 'class' ? [...eventClasses, 'none' as const].find((each) => each === value) : undefined
  if (named) return <ClassMark value={named} />
  return <Short text={value === 'none' ? 'none' : label} className={value === 'none' ? 'text-soft' : ''} />
}
