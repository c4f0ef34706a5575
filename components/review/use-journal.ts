'use client'

import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Kind } from './journal-answers'

// Every page follows the journal; which answers come from it is told, and weighed, only where something is entered.
const answers = () => import('./journal-answers')

/** Asks again for what entries of these kinds have changed; of any kind, if none is named. */
export const refreshJournal = async (client: QueryClient, ...kinds: readonly Kind[]): Promise<void> => (await answers()).refreshAnswers(client, kinds)

async function refreshSince(client: QueryClient, since: number, version: number): Promise<void> {
  const { kindsSince, refreshAnswers } = await answers()
  await refreshAnswers(client, await kindsSince(since, version))
}

/**
 * Keeps all on the page that comes from the journal as new as the journal: what others enter is seen within seconds.
 * @param version the number of the journal's last entry, as it is known now
 */
export function useJournalFollowed(version: number | undefined): void {
  const client = useQueryClient()
  const seen = useRef<number>(undefined)
  useEffect(() => {
    if (version === undefined || seen.current === version) return
    const since = seen.current
    seen.current = version
    // What is on the page was asked for after that, or is asked for now.
    if (since !== undefined) void refreshSince(client, since, version)
  }, [client, version])
}
