'use client'

import { useEffect } from 'react'
import { usePlace } from './place-provider'
import { titleOf } from './title'

/** Keeps the title of a page true while its Filter changes. A saved view keeps the one that it was opened under. */
export function useTitle(): void {
  const { filter, view, opened, locate } = usePlace()
  useEffect(() => {
    const { path, search } = locate({ filter, view })
    if (!opened) document.title = `${titleOf(path, new URLSearchParams(search))} · Traildesk`
  }, [filter, view, opened, locate])
}
