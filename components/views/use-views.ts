'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ProblemError } from '@/lib/api/client'
import { viewContract, viewsContract } from '@/lib/api/views'
import type { SavedView } from '@/lib/views/saved-view'

/** Changes the saved views, and lets whatever shows them ask again. */
export function useViewChange<Asked>(change: (asked: Asked) => Promise<SavedView>) {
  const client = useQueryClient()
  return useMutation<SavedView, ProblemError, Asked>({
    mutationFn: change,
    // Also after a failure: another tab may have been first.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === viewsContract.path || queryKey[0] === viewContract.path }),
  })
}

/** The link that opens a saved view, and says nothing of what it shows. */
export const shortLink = (id: string): string => `${window.location.origin}/v/${id}`
