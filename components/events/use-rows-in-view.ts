'use client'

import { useScroll } from '@/components/ui/use-scroll'

/** Rows that are drawn above and below those in view. */
const beyond = 8
/** Who scrolls by less than so many rows is spared a drawing. */
const step = 4

/**
 * Which rows of a list are to be drawn: all are as high as each other, and the first begins `offset` below the page's top.
 * Where none is in view, the first are.
 */
export function useRowsInView(count: number, height: number, offset: number): { first: number; last: number } {
  const above = useScroll((top) => Math.floor((top - offset) / height / step) * step)
  const below = useScroll((top, room) => Math.ceil((top + room - offset) / height / step) * step)
  return { first: Math.max(0, Math.min(above, count) - beyond), last: Math.min(count - 1, Math.max(0, below) + beyond) }
}
