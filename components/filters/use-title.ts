'use client'

import { useEffect } from 'react'
import { searchOf, type Filter } from '@/lib/filter/filter'
import { titleOf } from './title'

/** Keeps the title of Explore true while its Filter changes. A saved view keeps the one that it was opened under. */
export function useTitle(filter: Filter, isOpened: boolean): void {
  useEffect(() => {
    if (!isOpened) document.title = `${titleOf('/explore', searchOf(filter))} · Traildesk`
  }, [filter, isOpened])
}
