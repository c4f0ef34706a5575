'use client'

import { useEffect, useState, type RefObject } from 'react'

/** How far below the top of the page an element begins, also when what stands above it grows or folds. */
export function useOffset(ref: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0)
  useEffect(() => {
    const measure = () => {
      if (ref.current) setOffset(Math.round(ref.current.getBoundingClientRect().top + window.scrollY))
    }
    const observer = new ResizeObserver(measure)
    // It measures at once, but after the page has been laid out.
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [ref])
  return offset
}
