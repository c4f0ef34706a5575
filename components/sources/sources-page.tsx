'use client'

import { useQuery } from '@tanstack/react-query'
import { ask, type ProblemError } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { sourcesContract } from '@/lib/api/sources'
import { usePlace } from '@/components/filters/place-provider'
import { useHealth } from '@/components/shell/use-health'
import { Panel } from '@/components/ui/panel'
import { CoveragePanel } from '@/components/coverage/coverage-panel'
import { Equation } from './equation'
import { Source } from './source'
import { Unread } from './unread'

/** What is configured, how far it has come, and what became of every record that was delivered. */
export function SourcesPage() {
  const { tz } = usePlace().filter
  const { data: health } = useHealth()
  const sources = useQuery<Answer<typeof sourcesContract>, ProblemError>({
    queryKey: [sourcesContract.path, 'limit=100'],
    queryFn: ({ signal }) => ask(sourcesContract, new URLSearchParams({ limit: '100' }), signal),
    refetchInterval: health?.loading ? 1_500 : 4_000,
    staleTime: 0,
  })
  return (
    <main id="content" className="grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-px bg-line wide:border-r wide:border-line">
      <h1 className="sr-only">Sources</h1>
      {health && <Equation health={health} />}
      <CoveragePanel />
      <Panel
        title="Sources"
        answer={{ ...sources, isPlaceholderData: false }}
        isEmpty={() => false}
        skeleton={<div className="mx-3 mb-3 h-40 animate-pulse rounded bg-hover" />}
      >
        {({ sources: all }) =>
          all.length === 0 ? (
            <p className="px-3 pb-3 text-soft">No source is configured. Start the server with --logs and a folder of trail files.</p>
          ) : (
            <ul>{all.map((source) => <Source key={source.name} source={source} tz={tz} />)}</ul>
          )
        }
      </Panel>
      {sources.data && <Unread answer={sources.data} tz={tz} />}
    </main>
  )
}
