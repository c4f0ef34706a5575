'use client'

import type { ListedEvent } from '@/lib/api/events'
import type { Filter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { during, instant, only } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'

/** The minutes before and after an event: of the same identity, or of everybody. */
export function Around({ event }: { event: ListedEvent }) {
  const { filter, addressOf } = usePlace()
  const at = Date.parse(event.eventTime)
  const everybody = (minutes: number): Filter => during({ ...filter, choices: {} }, instant(at - minutes * 60_000), instant(at + minutes * 60_000 + 1_000))
  const ways = [
    { text: `five minutes either side by ${event.identityLabel}`, filter: only(everybody(5), 'identity', literal(event.identity)) },
    { text: 'by everybody', filter: everybody(5) },
    { text: `a day either side by ${event.identityLabel}`, filter: only(everybody(1_440), 'identity', literal(event.identity)) },
  ]
  return (
    <span className="flex flex-wrap gap-x-2.5">
      {ways.map((way) => (
        <a key={way.text} className="link" href={addressOf(way.filter)}>
          {way.text}
        </a>
      ))}
    </span>
  )
}
