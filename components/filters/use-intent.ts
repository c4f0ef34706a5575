'use client'

import { useCallback, type PointerEvent } from 'react'
import { usePlace, type Next } from './place-provider'

/** What tells that something is about to be pressed: one rests on it, by pointer or keyboard, or already presses down. */
export interface Intent {
  onPointerEnter: (event: PointerEvent) => void
  onPointerDown: (event: PointerEvent) => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: () => void
}

/**
 * For what narrows when it is pressed: its handlers, by which what it leads to is asked for a little sooner.
 * @returns a function of where it leads
 */
export function useIntent(): (next: Next) => Intent {
  const { foresee } = usePlace()
  return useCallback(
    (next) => ({
      onPointerEnter: ({ buttons }) => {
        if (buttons === 0) foresee(next)
      },
      onPointerDown: ({ button }) => {
        if (button === 0) foresee(next, true)
      },
      onPointerLeave: () => foresee(undefined),
      onFocus: () => foresee(next),
      onBlur: () => foresee(undefined),
    }),
    [foresee],
  )
}
