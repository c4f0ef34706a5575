'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let top = 0
let height = 0

// Read when it changes alone: asked while something is drawn, the browser would have to lay out the page first.
function look() {
  top = window.scrollY
  height = window.innerHeight
  for (const each of listeners) each()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (listeners.size === 1) {
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    look()
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.removeEventListener('scroll', look)
    window.removeEventListener('resize', look)
  }
}

/**
 * What is to be known of how far the page is scrolled (its `top`) and how high the window is, in pixels.
 * @param read answers a plain value; who uses it is drawn again only when that changes
 */
export const useScroll = <T extends number | boolean>(read: (top: number, height: number) => T): T =>
  useSyncExternalStore(subscribe, () => read(top, height), () => read(0, 0))
