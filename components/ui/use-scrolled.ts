'use client'

import { useSyncExternalStore } from 'react'

const subscribe = (changed: () => void) => {
  window.addEventListener('scroll', changed, { passive: true })
  return () => window.removeEventListener('scroll', changed)
}

/** Whether the page has been scrolled away from its top. */
export const useScrolled = (): boolean => useSyncExternalStore(subscribe, () => window.scrollY > 100, () => false)
