'use client'

import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask } from '@/lib/api/client'
import { decisionsContract } from '@/lib/api/decisions'
import { expectationsContract } from '@/lib/api/expectations'
import { journalCheckContract, journalContract } from '@/lib/api/journal'
import { notesContract } from '@/lib/api/notes'
import { reportContract } from '@/lib/api/report'
import { ruleHitsContract, rulePreviewContract, rulesContract } from '@/lib/api/rules'
import { calendarContract, signOffsContract } from '@/lib/api/sign-offs'

/** How soon one reviewer sees what another did, in milliseconds. */
const every = 2_000
const versionKey = ['journal version']
/** The paths whose answers come from the journal. */
const paths = new Set<string>([journalContract.path, journalCheckContract.path, decisionsContract.path, notesContract.path, expectationsContract.path, signOffsContract.path, calendarContract.path, reportContract.path, rulesContract.path, rulePreviewContract.path, ruleHitsContract.path])

/** Asks again for all that comes from the journal. */
export const refreshJournal = (client: QueryClient): Promise<void> => client.invalidateQueries({ predicate: ({ queryKey }) => paths.has(String(queryKey[0])) })

/** Keeps all on the page that comes from the journal as new as the journal: what others decide is seen within seconds. */
export function useJournalFollowed(): void {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: versionKey,
    queryFn: async ({ signal }) => (await ask(journalContract, new URLSearchParams({ limit: '1' }), signal)).version,
    refetchInterval: every,
    staleTime: 0,
  })
  const seen = useRef<number>(undefined)
  useEffect(() => {
    if (data === undefined || seen.current === data) return
    if (seen.current !== undefined) void refreshJournal(client)
    seen.current = data
  }, [client, data])
}
