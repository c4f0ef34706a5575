'use client'

import { inPath } from '@/lib/api/in-path'
import { searchOf } from '@/lib/filter/filter'
import { usePlace } from '@/components/filters/place-provider'

/** Values that have a page of their own, and where it is. */
const pages = { key: '/keys', ip: '/addresses', role: '/roles', identity: '/identities' } as const
export type PagedName = keyof typeof pages

const called: Record<PagedName, string> = { key: 'access key', ip: 'address', role: 'role', identity: 'identity' }

/** Whether values of a parameter have a page of their own. */
export const isPaged = (name: string): name is PagedName => Object.hasOwn(pages, name)

/** Where the page of a value is, in the span of time that is shown. */
export function usePageOf(): (name: PagedName, value: string) => string {
  const { from, to, tz } = usePlace().filter
  const search = searchOf({ from, to, tz, choices: {} }).toString()
  return (name, value) => `${pages[name]}/${inPath(value)}${search && `?${search}`}`
}

/** Leads to the page of a value: who used it, when, for what. Stands beside what narrows to it. */
export function PageLink({ name, value, className = '' }: { name: PagedName; value: string; className?: string }) {
  const pageOf = usePageOf()
  if (value === '') return null
  const title = `The page of this ${called[name]}`
  return (
    <a href={pageOf(name, value)} title={title} aria-label={`${title}: ${value}`} className={`paged shrink-0 text-soft hover:text-ink ${className}`} onClick={(event) => event.stopPropagation()} />
  )
}
