'use client'

import { Plus, X } from 'lucide-react'
import type { ParameterName } from '@/lib/filter/parameters'
import { literal } from '@/lib/filter/spelling'
import { isPaged, PageLink } from '@/components/subject/page-link'
import { Popover } from '@/components/ui/popover'
import { Short } from '@/components/ui/short'
import { excluding, including, without } from './edit'
import { FilterForm } from './filter-form'
import { usePlace } from './place-provider'
import { chosenValues } from './words'

/** A chip for every value of the Filter: press `is` to turn it into `not`, the value to edit it, × to drop it. */
export function Chips() {
  const { filter, narrow } = usePlace()
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {chosenValues(filter).map(({ name, label, value, text, excludes }) => (
        <li key={`${name} ${excludes} ${value}`} className="flex min-w-0 max-w-full items-stretch overflow-hidden rounded border border-edge bg-paper">
          <button
            type="button"
            className="whitespace-nowrap px-1.5 text-soft hover:bg-hover hover:text-ink touch:px-2.5 touch:py-2"
            title={excludes ? 'Include this value instead' : 'Exclude this value instead'}
            aria-label={`${label} ${excludes ? 'is not' : 'is'} ${text}: ${excludes ? 'include' : 'exclude'} it instead`}
            onClick={() => narrow((excludes ? including : excluding)(filter, name, value))}
          >
            <Short text={label} tail={18} className="max-w-56 align-bottom" /> <span className={excludes ? 'font-semibold text-ink underline decoration-2 underline-offset-2' : ''}>{excludes ? 'not' : 'is'}</span>
          </button>
          <Popover name={`Edit ${label}: ${text}`} className="min-w-0 max-w-64 hover:bg-hover" label={<Short text={text} className="value" />}>
            {(close) => (
              <FilterForm
                name={name}
                value={value}
                excludes={excludes}
                onDone={(next) => {
                  const rest = without(filter, name, value)
                  narrow((next.excludes ? excluding : including)(rest, next.name, next.value))
                  close()
                }}
              />
            )}
          </Popover>
          {!excludes && <Page name={name} value={value} text={text} />}
          <button
            type="button"
            className="px-1.5 text-soft hover:bg-hover hover:text-ink touch:px-2.5"
            aria-label={`Drop ${label} ${excludes ? 'not ' : ''}${text}`}
            onClick={() => narrow(without(filter, name, value))}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
      <li>
        <Popover
          name="Add a filter"
          className="control control-quiet"
          label={
            <>
              <Plus aria-hidden className="size-3.5" />
              Filter
            </>
          }
        >
          {(close) => (
            <FilterForm
              onDone={({ name, value, excludes }) => {
                narrow((excludes ? excluding : including)(filter, name, value))
                close()
              }}
            />
          )}
        </Popover>
      </li>
    </ul>
  )
}

/** Leads to the page of a value that has one: of one that stands for many there is none. */
function Page({ name, value, text }: { name: ParameterName; value: string; text: string }) {
  const paged = name === 'actor' ? 'identity' : name
  if (!isPaged(paged) || literal(text) !== value || (paged === 'ip' && text.includes('/'))) return null
  return <PageLink name={paged} value={text} className="self-center px-1 touch:py-2" />
}
