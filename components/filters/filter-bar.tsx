'use client'

import { ChevronDown, SlidersHorizontal } from 'lucide-react'
import { memo, useState } from 'react'
import { searchOf, type Filter } from '@/lib/filter/filter'
import { CopyButton } from '@/components/ui/copy'
import { SaveView } from '@/components/views/save-view'
import { counted } from '@/components/ui/number'
import { Chips } from './chips'
import { during, instant } from './edit'
import { usePlace } from './place-provider'
import { SearchBox } from './search-box'
import { describe, TimeRange, useIsOld } from './time-range'
import { chosenValues, inWords } from './words'
import { ZonePicker } from './zone-picker'

/** What the page shows, all of it: time, zone, words, chips. `shown` is the span that the pictures cover. */
export const FilterBar = memo(function FilterBar({ shown }: { shown: { from: string; to: string } | undefined }) {
  const { filter, view, narrow, locate, subject } = usePlace()
  const [isOpen, setOpen] = useState(false)
  const isOld = useIsOld()
  const count = chosenValues(filter).length

  const pinned = (): Filter => (shown ? during(filter, instant(Date.parse(shown.from)), instant(Date.parse(shown.to))) : filter)
  return (
    <div role="group" aria-label="Filter" className="sticky top-0 z-20 border-b border-line bg-paper px-3 py-1.5 print:static">
      <button type="button" className="on-screen flex w-full items-center gap-2 py-1.5 text-left wide:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <SlidersHorizontal aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate">
          {describe(filter, isOld)}, {filter.tz}
          {count > 0 && <span className="font-semibold">, {counted(count, 'filter')}</span>}
        </span>
        <ChevronDown aria-hidden className={`size-4 shrink-0 ${isOpen ? 'rotate-180' : ''}`} />
      </button>
      <div className={`on-screen flex-wrap items-center gap-1.5 wide:flex ${isOpen ? 'flex pb-1' : 'hidden'}`}>
        <TimeRange shown={shown} />
        <ZonePicker />
        <SearchBox />
        <Chips />
        <div className="ml-auto flex gap-1.5">
          <CopyButton label="Copy link" text={() => linkTo(locate({ filter: pinned(), view }))} />
          <SaveView what={() => locate({ filter: pinned(), view })} />
          <button type="button" className="control" disabled={searchOf({ ...filter, tz: 'UTC' }).size === (subject ? 1 : 0)} onClick={() => narrow({ from: undefined, to: undefined, tz: filter.tz, choices: subject ? { [subject.name]: { include: [subject.value], exclude: [] } } : {} })}>
            Clear
          </button>
        </div>
      </div>
      <p className="hidden print:block">
        {describe(pinned())} ({filter.tz}). {inWords(filter)}.
      </p>
    </div>
  )
})

const linkTo = ({ path, search }: { path: string; search: string }) => `${window.location.origin}${path}${search && `?${search}`}`
