'use client'

import { useSearchParams } from 'next/navigation'

/** What of the rules the page shows, and which it changes, as the address has it. */
const names = ['find', 'rule-class', 'rule-severity', 'written', 'edit'] as const
type Name = (typeof names)[number]

export interface RulesPlace {
  get: (name: Name) => string
  /** Changes some of it, in place; an empty text leaves it out. */
  set: (values: { readonly [name in Name]?: string }) => void
}

export function useRulesPlace(): RulesPlace {
  const search = useSearchParams()
  return {
    get: (name) => search.get(name) ?? '',
    set(values) {
      const next = new URLSearchParams(window.location.search)
      for (const name of names) {
        const value = values[name]
        if (value === '') next.delete(name)
        else if (value !== undefined) next.set(name, value)
      }
      window.history.replaceState(null, '', next.size > 0 ? `?${next}` : window.location.pathname)
    },
  }
}
