'use client'

import { useEffect, useState } from 'react'

/** Whether a value has been the same for so many milliseconds; the first is taken to have been. */
export function useStill<T>(value: T, milliseconds: number): boolean {
  const [still, setStill] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return still === value
}
