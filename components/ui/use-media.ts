'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** Whether the reader has room beside what is read, as `wide:` says in classes. */
export const isWide = (): boolean => window.matchMedia('(width >= 64rem)').matches

/** Whether a media query holds; false on the server. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches, () => false)
}
