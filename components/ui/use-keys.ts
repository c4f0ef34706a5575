'use client'

import { useEffect, useLayoutEffect, useRef } from 'react'

/** Keys by their name (`j`, `Enter`, `?`) and what they do; a handler that answers false leaves the key alone. */
export type Keys = Record<string, (event: KeyboardEvent) => unknown>

/** What keys of a page are about, for those who ask which there are. */
export type KeyGroup = 'events' | 'event' | 'review' | 'search'

/** How often each is on the page that is shown. */
const present = new Map<KeyGroup, number>()

/** What the keys of the page that is shown are about. */
export const presentGroups = (): KeyGroup[] => [...present].flatMap(([group, count]) => (count > 0 ? [group] : []))

/**
 * Keys of the page, except while someone types, or a dialog or menu is open.
 * @param group under which the help tells of them
 */
export function useKeys(keys: Keys, group?: KeyGroup): void {
  const latest = useRef(keys)
  // With the picture, not some time after it: a key pressed at what is seen must find what it is about.
  useLayoutEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input, textarea, select, [contenteditable], dialog[open], [role="dialog"]')) return
      // Enter and space belong to whatever control has the focus.
      if ((event.key === 'Enter' || event.key === ' ') && target?.closest('button, a, summary, [data-own-keys]')) return
      const handler = latest.current[event.key]
      if (handler && handler(event) !== false) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  useEffect(() => {
    if (group === undefined) return
    const count = (by: 1 | -1) => present.set(group, (present.get(group) ?? 0) + by)
    count(1)
    return () => void count(-1)
  }, [group])
}
