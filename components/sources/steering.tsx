'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, ProblemError } from '@/lib/api/client'
import { fetchContract, pauseContract, resumeContract, sourcesContract, syncContract, type SourceState } from '@/lib/api/sources'
import { resolveMoment, type Moment } from '@/lib/filter/moment'
import { coverageContract } from '@/lib/api/coverage'
import { healthContract } from '@/lib/api/health'
import { TimeForm } from '@/components/filters/time-form'
import { usePlace } from '@/components/filters/place-provider'
import { stamp } from '@/components/time-format'
import { Popover } from '@/components/ui/popover'
import { useNow } from '@/components/ui/use-now'

const dayAgo = 86_400_000

/** What a person can do with a source: look at it now, fetch a range of it, pause it and let it go on. */
export function Steering({ source: { name, kind, state } }: { source: Pick<SourceState, 'name' | 'kind' | 'state'> }) {
  const { filter } = usePlace()
  const client = useQueryClient()
  const now = useNow()
  const [notice, setNotice] = useState('')
  const isPaused = state === 'paused'
  const isLive = kind === 'lookup' || kind === 's3'

  const doing = async (work: () => Promise<string>) => {
    try {
      setNotice(await work())
    } catch (error) {
      setNotice(error instanceof ProblemError ? error.problem.detail || error.problem.title : String(error))
    }
    for (const { path } of [sourcesContract, healthContract, coverageContract]) void client.invalidateQueries({ queryKey: [path] })
  }
  const named = (more = {}) => new URLSearchParams({ name, ...more })
  const look = () => doing(async () => ((await ask(syncContract, named())).started ? 'Looking now' : 'It is looking already'))
  const steer = () => doing(async () => ((await ask(isPaused ? resumeContract : pauseContract, named())).pausedSince === null ? 'Goes on' : 'Paused'))
  const fetchRange = (from: Moment | undefined, to: Moment | undefined) =>
    doing(async () => {
      const present = Date.now() / 1_000
      const end = to ? resolveMoment(to, present) : present
      const span = { from: isoOf(from ? resolveMoment(from, present) : end - 86_400), to: isoOf(end) }
      return (await ask(fetchContract, named(span))).started ? 'Fetching the range' : 'Nothing can be fetched while it is paused'
    })
  return (
    <span className="on-screen flex flex-wrap items-center gap-1.5">
      <span role="status" className="text-soft">{notice}</span>
      <button type="button" className="control" disabled={isPaused || state === 'looking' || state === 'loading'} onClick={() => void look()}>
        Look now
      </button>
      {isLive && !isPaused && (
        <Popover name={`Fetch a range of ${name}`} label="Fetch a range">
          {(close) => (
            <>
              <p className="mb-3">What AWS has of these times is fetched now, however far back, and whether or not it was fetched before. Nothing is counted twice.</p>
              <TimeForm
                tz={filter.tz}
                from={filter.from?.kind === 'instant' ? stamp(new Date(filter.from.seconds * 1_000), filter.tz) : (filter.from?.spelling ?? stamp(new Date(now - dayAgo), filter.tz))}
                to={filter.to?.kind === 'instant' ? stamp(new Date(filter.to.seconds * 1_000), filter.tz) : 'now'}
                onDone={(from, to) => {
                  close()
                  void fetchRange(from, to)
                }}
              />
            </>
          )}
        </Popover>
      )}
      <button type="button" className={`control ${isPaused ? 'font-semibold' : ''}`} onClick={() => void steer()}>
        {isPaused ? 'Resume' : 'Pause'}
      </button>
    </span>
  )
}

const isoOf = (seconds: number) => new Date(Math.floor(seconds) * 1_000).toISOString()
