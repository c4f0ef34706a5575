'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useId, useState, type ReactNode } from 'react'
import type { ProblemError } from '@/lib/api/client'
import { stamp, zoneName } from '@/components/time-format'
import { Kept, usePlace } from '@/components/filters/place-provider'
import { isBehind } from '@/components/shell/is-behind'
import { useHealth } from '@/components/shell/use-health'
import { Boundary } from './boundary'
import { percent } from './number'
import { Trouble } from './trouble'

interface Props<T> {
  title: string
  answer: Pick<UseQueryResult<T, ProblemError>, 'error' | 'isPlaceholderData' | 'dataUpdatedAt'> & { data: T | undefined; refetch: () => unknown }
  isEmpty: (data: T) => boolean
  /** What stands where there is nothing to draw. One panel of a page explains why, the others only say so. */
  empty?: ReactNode
  /** What the panel shows while the first answer is under way: of the final size, so that nothing jumps. */
  skeleton: ReactNode
  /** Stands beside the title. */
  aside?: ReactNode
  /** Whether what is about to be replaced stays just as it was: where that is much, to draw it again for a moment delays what replaces it. */
  isCalm?: boolean
  /** Folded to its title alone. */
  folded?: boolean
  className?: string
  children: (data: T) => ReactNode
}

/**
 * A picture or list with its five states: loading, empty, partial, failed, stale. What goes wrong inside stays inside.
 */
export function Panel<T>({ title, answer, isEmpty, empty = <p className="px-3 pb-3 text-soft">No events</p>, skeleton, aside, isCalm = false, folded = false, className = '', children }: Props<T>) {
  const id = useId()
  const { data, error, isPlaceholderData, dataUpdatedAt, refetch } = answer
  const retry = () => void refetch()
  return (
    <section aria-labelledby={id} aria-busy={data === undefined && !error} className={`min-w-0 bg-paper ${className}`}>
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <Partial />
        {error && data !== undefined && <Stale at={dataUpdatedAt} error={error} retry={retry} />}
        {!folded && aside}
      </header>
      {!folded && (
        <Boundary resetKey={dataUpdatedAt}>
          {data === undefined ? (
            error ? <Trouble problem={error.problem} retry={retry} /> : skeleton
          ) : (
            <Fading isOld={isPlaceholderData} isCalm={isCalm}>{isEmpty(data) ? empty : children(data)}</Fading>
          )}
        </Boundary>
      )}
    </section>
  )
}

/** Milliseconds after which what is to be replaced fades. */
const patience = 300

/**
 * What is about to be replaced fades, but only if the answer takes its time: to fade what is replaced at once is to
 * flicker. By a clock and not by a delayed transition, for which the browser paints the panel as a layer of its own at once.
 */
function Fading({ isOld, isCalm, children }: { isOld: boolean; isCalm: boolean; children: ReactNode }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isOld) return
    const timer = setTimeout(setSlow, patience, true)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isOld])
  return (
    <div className={isOld && isSlow ? 'opacity-50' : ''} aria-busy={isOld}>
      <Kept isKept={isCalm && isOld && !isSlow}>{children}</Kept>
    </div>
  )
}

function Partial() {
  const { data } = useHealth()
  if (!data || !isBehind(data)) return null
  return (
    <span className="hatched rounded px-1.5 text-sm text-soft" title="Logs are still being read: counts grow until they are">
      partial{data.progress !== null && `, ${percent(data.progress)} read`}
    </span>
  )
}

function Stale({ at, error, retry }: { at: number; error: ProblemError; retry: () => void }) {
  const { tz } = usePlace().filter
  const then = new Date(at)
  return (
    <span role="status" className="rounded bg-mark px-1.5 text-sm" title={error.problem.detail}>
      as of {stamp(then, tz)} {zoneName(tz, then)}: {error.problem.title}.{' '}
      <button type="button" className="link" onClick={retry}>
        Retry
      </button>
    </span>
  )
}
