'use client'

import { useSyncExternalStore } from 'react'

const every = 30_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, every)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time of day in milliseconds, one clock for the whole page, for ages such as “3 hours ago”. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now, () => now)
