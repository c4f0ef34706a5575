'use client'

import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void) {
  const list = window.matchMedia('print')
  const begin = () => {
    isAsked = true
    changed()
  }
  const end = () => {
    isAsked = false
    changed()
  }
  window.addEventListener('beforeprint', begin)
  window.addEventListener('afterprint', end)
  list.addEventListener('change', changed)
  return () => {
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
    list.removeEventListener('change', changed)
  }
}

let isAsked = false

/** Whether the page is being printed: then what is drawn only while it is in view is drawn whole. */
export const usePrinting = (): boolean =>
  useSyncExternalStore(subscribe, () => isAsked || window.matchMedia('print').matches, () => false)
