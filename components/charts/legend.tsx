'use client'

import type { Filter } from '@/lib/filter/filter'
import { chosen, excluding, only, without } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import type { View } from '@/components/filters/place'
import { useIntent } from '@/components/filters/use-intent'
import { textOf } from '@/components/filters/words'
import { PageLink } from '@/components/subject/page-link'
import { grouped } from '@/components/ui/number'
import { Short } from '@/components/ui/short'
import { fillOf, type Series } from './series'

/** What each colour is and how much of it there is. A press narrows to it (again: widens), with Alt leaves it out. */
export function Legend({ series, by, className = '', onLift }: { series: readonly Series[]; by: View['by']; className?: string; onLift: (index: number | undefined) => void }) {
  const { filter, narrow } = usePlace()
  const intent = useIntent()
  return (
    <ul aria-label="Legend" className={`flex flex-wrap content-start gap-x-1 text-sm wide:max-h-[3.75rem] wide:overflow-auto wide:pl-10 print:max-h-none print:min-h-0 ${className}`}>
      {series.map(({ key, label, total }, index) => {
        const state = chosen(filter, by, key)
        const text = by === 'class' && key === 'none' ? 'no class' : label
        const pressed = (present: Filter) => (chosen(present, by, key) === 'include' ? without(present, by, key) : only(present, by, key))
        const intended = intent(pressed)
        const content = (
          <>
            <span aria-hidden className="size-2.5 shrink-0 rounded-[2px]" style={{ background: fillOf(by, key, index) }} />
            <Short text={text} className="max-w-44" /> <span className="value text-soft">{grouped(total)}</span>
          </>
        )
        return (
          <li key={key} className="flex max-w-full items-center" onPointerEnter={() => onLift(index)} onPointerLeave={() => onLift(undefined)}>
            {key === 'other' ? (
              <span className="flex max-w-full items-center gap-1.5 px-1.5 py-0.5">{content}</span>
            ) : (
              <button
                type="button"
                className={`flex max-w-full items-center gap-1.5 rounded px-1.5 py-0.5 hover:bg-hover touch:py-1.5 ${state === 'include' ? 'bg-chosen' : ''}`}
                aria-pressed={state === 'include'}
                title={`Press: only ${text}. Alt and press: without it.`}
                {...intended}
                onFocus={() => {
                  onLift(index)
                  intended.onFocus()
                }}
                onBlur={() => {
                  onLift(undefined)
                  intended.onBlur()
                }}
                onClick={(event) => {
                  onLift(undefined)
                  narrow(event.altKey && by !== 'severity' ? (present) => excluding(present, by, key) : pressed)
                }}
              >
                {content}
              </button>
            )}
            {by === 'identity' && key !== 'other' && <PageLink name="identity" value={textOf(by, key)} />}
          </li>
        )
      })}
    </ul>
  )
}
