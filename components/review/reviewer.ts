'use client'

import { useSyncExternalStore } from 'react'

/** Who reviews, as the browser remembers it: there is no sign-in, so a reviewer gives a name once. */
const key = 'traildesk-reviewer'
const listeners = new Set<() => void>()

function subscribe(changed: () => void) {
  listeners.add(changed)
  window.addEventListener('storage', changed)
  return () => {
    listeners.delete(changed)
    window.removeEventListener('storage', changed)
  }
}

/** The reviewer's name; '' while none was given. */
export const useReviewer = (): string => useSyncExternalStore(subscribe, reviewerName, () => '')

/** The name as it is known now. */
export const reviewerName = (): string => window.localStorage.getItem(key) ?? ''

/** Remembers a name, in every window of this browser. */
export function nameReviewer(name: string): void {
  window.localStorage.setItem(key, name.trim().slice(0, 80))
  for (const changed of listeners) changed()
}
