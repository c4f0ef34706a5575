'use client'

import { inPath, longestInPath } from '@/lib/api/in-path'
import { searchOf } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { usePlace } from '@/components/filters/place-provider'

/** Values that have a page of their own, and where it is. */
const pages = { key: '/keys', ip: '/addresses', role: '/roles', identity: '/identities' } as const
export type PagedName = keyof typeof pages

const called: Record<PagedName, string> = { key: 'access key', ip: 'address', role: 'role', identity: 'identity' }

/** Whether values of a parameter have a page of their own. */
export const isPaged = (name: string): name is PagedName => Object.hasOwn(pages, name)

/** Where the page of a value is, in the span of time that is shown. Of one that no path holds, Explore shows what begins with it. */
export function usePageOf(): (name: PagedName, value: string) => string {
  const { from, to, tz } = usePlace().filter
  const search = searchOf({ from, to, tz, choices: {} }).toString()
  return (name, value) => {
    const part = inPath(value)
    if (part.length > longestInPath) return `/explore?${searchOf({ from, to, tz, choices: { [name]: { include: [literal(value)], exclude: [] } } })}`
    return `${pages[name]}/${part}${search && `?${search}`}`
  }
}

/** Leads to the page of a value: who used it, when, for what. Stands beside what narrows to it, but on that page. */
export function PageLink({ name, value, className = '', isTabStop = true }: { name: PagedName; value: string; className?: string; isTabStop?: boolean }) {
  const pageOf = usePageOf()
  const { subject } = usePlace()
  const isHere = subject?.name === (name === 'identity' ? 'actor' : name) && subject.value === literal(value)
  if (value === '' || isHere) return null
  const title = `The page of this ${called[name]}`
  return (
    <a href={pageOf(name, value)} tabIndex={isTabStop ? undefined : -1} title={title} aria-label={`${title}: ${value}`} className={`paged shrink-0 text-soft hover:text-ink ${className}`} onClick={(event) => event.stopPropagation()} />
  )
}
