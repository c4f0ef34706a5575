'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { eventsContract } from '@/lib/api/events'
import { grouped, percent } from '@/components/ui/number'
import { useJournalFollowed } from '@/components/review/use-journal'
import { isBehind } from './is-behind'
import { useHealth } from './use-health'

/** One slim line while the desk loads, is not ready, or cannot be reached; nothing otherwise. Keeps answers fresh as well, with what is stored and with the journal. */
export function HealthStrip() {
  const health = useHealth()
  useJournalFollowed(health.data?.ready ? health.data.journal : undefined)
  useRefreshing(health.data && !health.error ? `${health.data.ready} ${health.data.version}` : undefined, health.isError)

  if (health.error) {
    return (
      <Strip urgent>
        {health.error.problem.title}. What is shown may be old; trying again every two seconds.
      </Strip>
    )
  }
  if (!health.data) return null
  const { ready, progress, records, problems, judging } = health.data
  const loading = isBehind(health.data)
  if (!loading && ready && judging !== null && problems.length === 0) return <Strip progress={judging}>Rules have changed: stored events are judged again, {percent(judging)}.</Strip>
  if (!loading && ready && problems.length === 0) return null
  return (
    <Strip progress={loading ? progress : null} urgent={problems.length > 0}>
      {loading ? (
        <>
          {ready ? 'Reading logs' : 'Starting'}
          {progress !== null && <>, {percent(progress)}</>}
          {ready && (
            <>
              : <span className="value">{grouped(records)}</span> records so far
            </>
          )}
          {problems[0] === undefined ? ready && '. What is shown is not complete yet.' : `. ${firstOf(problems)}`}
        </>
      ) : ready ? (
        firstOf(problems)
      ) : (
        (problems[0] ?? 'Starting. Pages fill as soon as the store is open.')
      )}{' '}
      <Link prefetch={false} href="/sources" className="link">
        Sources
      </Link>
    </Strip>
  )
}

/** The first problem, and that there are more. */
const firstOf = ([first, ...others]: readonly string[]) => `${first}${others.length > 0 ? ` And ${others.length} more, at` : ''}`

function Strip({ progress = null, urgent = false, children }: { progress?: number | null; urgent?: boolean; children: React.ReactNode }) {
  return (
    <div role="status" aria-label="Loading" className={`on-screen relative border-b border-line px-3 py-1 text-sm ${urgent ? 'bg-mark' : 'bg-paper text-soft'}`}>
      {children}
      {progress !== null && (
        <div
          role="progressbar"
          aria-label="Logs read"
          aria-valuenow={Math.round(progress * 100)}
          className="absolute bottom-0 left-0 h-0.5 bg-heat-5 transition-[width] duration-150"
          style={{ width: `${progress * 100}%` }}
        />
      )}
    </div>
  )
}

const leastBetween = 4_000

/**
 * Asks again, quietly, for what is on the screen when what is stored has changed (the list decides for itself), and for
 * what failed when the server answers again.
 */
function useRefreshing(version: string | undefined, isDown: boolean) {
  const client = useQueryClient()
  const shown = useRef<{ version: string; at: number } | null>(null)
  useEffect(() => {
    if (!isDown) void client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
  }, [client, isDown])
  useEffect(() => {
    if (version === undefined) return
    if (!shown.current) shown.current = { version, at: 0 }
    if (shown.current.version === version) return
    const refresh = () => {
      shown.current = { version, at: Date.now() }
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/api/health' && queryKey[0] !== eventsContract.path })
    }
    const timer = setTimeout(refresh, Math.max(0, shown.current.at + leastBetween - Date.now()))
    return () => clearTimeout(timer)
  }, [client, version])
}
