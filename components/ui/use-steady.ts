import { useCallback, useEffect, useRef } from 'react'

/** A function that stays the same from one drawing to the next and does what the latest one given does; for what a person does, not for drawing. */
export function useSteady<A extends unknown[]>(act: (...given: A) => void): (...given: A) => void {
  const present = useRef(act)
  useEffect(() => {
    present.current = act
  })
  return useCallback((...given: A) => present.current(...given), [])
}
