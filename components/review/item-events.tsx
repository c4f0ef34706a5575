'use client'

import { useEvents } from '@/components/events/use-events'
import { usePlace } from '@/components/filters/place-provider'
import { stamp } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Trouble } from '@/components/ui/trouble'

const most = 12

/** The newest events of the story whose Filter is the page's here; a press reads one beside the queue. */
export function ItemEvents({ query, onRead }: { query: string; onRead: (eventID: string) => void }) {
  const { filter, view } = usePlace()
  const list = useEvents(filter, undefined, true)
  if (list.error && list.events.length === 0) return <Trouble problem={list.error.problem} retry={() => void list.refetch()} />
  if (list.isPlaceholderData || list.data === undefined) return <div className="mt-1 h-16 animate-pulse rounded bg-chosen" />
  return (
    <ol aria-label="Events of the story" className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-px">
      {list.events.slice(0, most).map((event) => (
        <li key={event.eventID}>
          <button type="button" aria-current={view.open === event.eventID ? 'true' : undefined} className="flex w-full min-w-0 items-baseline gap-3 rounded px-1 text-left hover:bg-chosen aria-[current]:bg-chosen touch:py-2" onClick={() => onRead(event.eventID)}>
            <span className="value shrink-0 text-soft">{stamp(new Date(event.eventTime), filter.tz).slice(5)}</span>
            <span className="w-20 shrink-0 max-wide:hidden">
              <SeverityMark severity={event.severity} />
            </span>
            <span className="min-w-0 truncate" title={event.sentence}>
              {event.sentence}
            </span>
          </button>
        </li>
      ))}
      {list.total > most && (
        <li>
          <a className="link px-1" href={`/explore?${query}`}>
            All {grouped(list.total)} on Explore
          </a>
        </li>
      )}
    </ol>
  )
}
