'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ProblemError } from '@/lib/api/client'
import { Help } from './help'

/** What every page has: answers of the server, kept for as long as they are of use, and the help. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 60_000,
            refetchOnWindowFocus: false,
            // A refusal stays a refusal; a server that starts, or a cable that moved, deserves another try.
            retry: (failures, error) => failures < 2 && error instanceof ProblemError && (error.problem.status === 0 || error.problem.status === 503),
            retryDelay: (failures) => 500 * 2 ** failures,
          },
        },
      }),
  )
  return (
    <QueryClientProvider client={client}>
      <Help>{children}</Help>
    </QueryClientProvider>
  )
}
