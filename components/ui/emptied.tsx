'use client'

import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { ask, questionOf } from '@/lib/api/client'
import { eventsContract } from '@/lib/api/events'
import { timelineContract } from '@/lib/api/timeline'
import { useAnswer } from '@/lib/api/use-answer'
import { withChoice, type Filter } from '@/lib/filter/filter'
import { asks } from '@/components/asks'
import { isMissing } from '@/components/charts/gaps'
import { chosenValues, type Chosen } from '@/components/filters/words'
import { usePlace } from '@/components/filters/place-provider'
import { useHealth } from '@/components/shell/use-health'
import { useStored } from '@/components/filters/stored'
import { counted, grouped } from './number'

/** Why there is nothing: the filters whose dropping would show something, each with how much, one press away. */
export function Emptied() {
  const { filter, view, narrow } = usePlace()
  const health = useHealth()
  const stored = useStored()
  const shown = useAnswer(timelineContract, asks.timeline(view), { filter }).data
  const isGap = shown !== undefined && isMissing(shown, Date.parse(shown.from), Date.parse(shown.to))
  const ways = waysOut(filter)
  const counts = useQueries({
    queries: ways.map(({ without }) => {
      const search = questionOf({ limit: 1 }, without)
      return { queryKey: [eventsContract.path, 'total', search.toString()], queryFn: ({ signal }: { signal: AbortSignal }) => ask(eventsContract, search, signal) }
    }),
  })

  if (health.data?.records === 0) {
    return (
      <p className="px-3 pb-3 text-soft">
        Nothing is stored yet. <Link prefetch={false} href="/sources" className="link">Sources</Link> says where records are looked for.
      </p>
    )
  }
  const fruitful = ways.flatMap((way, index) => {
    const total = counts[index]?.data?.total ?? 0
    return total > 0 ? [{ ...way, total }] : []
  })
  return (
    <div className="px-3 pb-3">
      <p>
        {isGap ? (
          'Nothing at all is stored of this time: no data, which is not the same as no events.'
        ) : (
          <>
            No events match{ways.length > 0 && ' all of these filters'}.
            {fruitful.length === 0 && counts.every(({ isPending }) => !isPending) && ways.length > 0 && ' No single one of them is the reason.'}
          </>
        )}
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {fruitful.map(({ name, label, total, without }) => (
          <li key={name}>
            <button type="button" className="control max-w-full flex-wrap py-1 text-left whitespace-normal [overflow-wrap:anywhere]" onClick={() => narrow(without)}>
              Drop {label} <span className="text-soft">shows <span className="value">{grouped(total)}</span></span>
            </button>
          </li>
        ))}
        {stored && (
          <li>
            <button type="button" className="control max-w-full flex-wrap py-1 text-left whitespace-normal" onClick={() => narrow({ ...filter, from: stored.from, to: stored.to })}>
              Look at all time <span className="text-soft">{counted(health.data?.records ?? 0, 'record')} stored</span>
            </button>
          </li>
        )}
      </ul>
    </div>
  )
}

/** One way a parameter in use, at most eight: the Filter without it. */
function waysOut(filter: Filter): { name: string; label: string; without: Filter }[] {
  const byName = new Map<Chosen['name'], Chosen[]>()
  for (const value of chosenValues(filter)) byName.set(value.name, [...(byName.get(value.name) ?? []), value])
  return [...byName].slice(0, 8).map(([name, values]) => ({
    name,
    label: `${values[0]?.label ?? name}: ${values.map(({ text, excludes }) => (excludes ? `not ${text}` : text)).join(', ').slice(0, 60)}`,
    without: withChoice(filter, name, undefined),
  }))
}
