'use client'

import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { startTransition, useEffect, useState } from 'react'

/** Milliseconds after which what is put off comes whatever else there is to do. */
const patience = 1_000

/**
 * A value that takes its time to draw where nobody looks: as it was until the page waits for no answer and has nothing else
 * to do, so that what people do look at never waits for it.
 * @param first what stands for it until then
 */
export function useOnceQuiet<T, F = T>(value: T, first: F): T | F {
  const client = useQueryClient()
  const [shown, setShown] = useState<T | F>(first)
  useEffect(() => {
    if (shown !== value) return whenQuiet(client, () => startTransition(() => setShown(() => value)))
  }, [client, shown, value])
  return shown
}

/** Does something once no answer is waited for and the browser has nothing else to do; not if it is called off before. */
function whenQuiet(client: QueryClient, work: () => void): () => void {
  const late = setTimeout(work, patience)
  let idle: number | undefined
  const look = () => {
    if (idle !== undefined || client.isFetching() > 0) return
    // Not every browser tells when it has nothing to do.
    idle = 'requestIdleCallback' in window ? window.requestIdleCallback(work, { timeout: patience }) : 0
  }
  const leave = client.getQueryCache().subscribe(look)
  look()
  return () => {
    leave()
    clearTimeout(late)
    if (idle) window.cancelIdleCallback(idle)
  }
}
