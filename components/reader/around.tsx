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
  const same = (minutes: number) => only(everybody(minutes), 'identity', literal(event.identity))
  const ways = [
    { text: '5 minutes either side, same identity', filter: same(5) },
    { text: 'everybody', filter: everybody(5) },
    { text: 'a day either side, same identity', filter: same(1_440) },
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
