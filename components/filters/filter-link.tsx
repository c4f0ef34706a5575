'use client'

import type { MouseEvent, ReactNode } from 'react'
import type { Filter } from '@/lib/filter/filter'
import type { ParameterName } from '@/lib/filter/parameters'
import { only } from './edit'
import { usePlace } from './place-provider'
import { useIntent } from './use-intent'

/** A value that narrows the page to itself: a real link, so that it opens in a tab of its own as well. */
export function FilterLink({ name, value, className = 'link', title, children }: { name: ParameterName; value: string; className?: string; title?: string; children?: ReactNode }) {
  const { filter, addressOf, narrow } = usePlace()
  const next = (present: Filter) => only(present, name, value)
  const intent = useIntent()
  const follow = (event: MouseEvent) => {
    event.stopPropagation()
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    narrow(next)
  }
  return (
    <a href={addressOf(next(filter))} className={className} title={title} {...intent(next)} onClick={follow}>
      {children}
    </a>
  )
}
