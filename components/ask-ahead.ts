'use client'

import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { eventsContract } from '@/lib/api/events'
import { facetsContract } from '@/lib/api/facets'
import { heatmapContract } from '@/lib/api/heatmap'
import { questionOf } from '@/lib/api/client'
import { timelineContract } from '@/lib/api/timeline'
import { answerOf } from '@/lib/api/use-answer'
import { asks } from './asks'
import { eventsOf } from './events/use-events'
import { searchOfPlace, type Place } from './filters/place'
import { useHerald, type Herald } from './filters/place-provider'

/** As long as one rests on what would lead somewhere before that is asked, in milliseconds; what one only passes is not. */
const moment = 50
/** A finger leaves what it presses before that counts as pressed: so long, in milliseconds, what was asked is still wanted. */
const grace = 100
/** Milliseconds that the list and the facets give way to the pictures, and no longer. */
const turn = 250
/** Where answers take longer than so many milliseconds, what nobody has asked for would only delay what somebody has. */
const quick = 1_000

interface Asked {
  /** What is asked for whoever goes there, unless somebody already is. */
  keys: readonly QueryKey[]
  /** Resolves once all is answered. */
  done: Promise<unknown>
}

/** Asks what Explore will ask at a place: the pictures, and once the browser has drawn them, the rest. */
function ask(client: QueryClient, { filter, view }: Place): Asked {
  const pictures = [answerOf(timelineContract, asks.timeline(view), filter), answerOf(heatmapContract, asks.heatmap(view), filter)] as const
  const drawn = Promise.all([client.prefetchQuery(pictures[0]), client.prefetchQuery(pictures[1])])
  const after = Promise.race([drawn.then(aFrame), new Promise((resolve) => setTimeout(resolve, turn))])
  const facets = answerOf(facetsContract, asks.facets, filter, after)
  const search = questionOf(asks.events, filter).toString()
  const list = eventsOf(search, undefined, after)
  // The list of this Filter may have begun elsewhere than with the newest.
  const isListed = client.getQueriesData({ queryKey: [eventsContract.path, search] }).some(([, data]) => data !== undefined)
  const rest = [client.prefetchQuery(facets), ...(isListed ? [] : [client.prefetchInfiniteQuery(list)])]
  return { keys: [pictures[0].queryKey, pictures[1].queryKey, facets.queryKey, list.queryKey], done: Promise.all([drawn, ...rest]) }
}

/** Once what is there now has been drawn. */
const aFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

/** Leaves what was asked, but for what has been answered or is being waited for by somebody. */
function leave(client: QueryClient, { keys }: Asked): void {
  for (const queryKey of keys) void client.cancelQueries({ queryKey, exact: true, predicate: (query) => query.getObserversCount() === 0 })
}

/**
 * Asks the server at once when one goes to a place, while the page still draws that it waits; and when one is about to go
 * there, as what one rests on or presses tells: one such place at a time, and no longer than one means it.
 */
function askingAhead(client: QueryClient): Herald {
  let isQuick = true
  let meant: { search: string; timer: ReturnType<typeof setTimeout> | undefined; asked?: Asked } | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined

  const timed = (asked: Asked): Asked => {
    const began = performance.now()
    void asked.done.then(() => {
      const isLate = performance.now() - began >= quick
      // What was left says nothing of how long it would have taken.
      if (isLate || meant?.asked === asked) isQuick = !isLate
    })
    return asked
  }
  const forget = (): void => {
    clearTimeout(leaving)
    leaving = undefined
    clearTimeout(meant?.timer)
    if (meant?.asked) leave(client, meant.asked)
    meant = undefined
  }
  return {
    goes(next) {
      const { done } = ask(client, next)
      const search = searchOfPlace(next).toString()
      if (meant?.search === search && meant.asked) meant.asked.keys = []
      forget()
      meant = { search, timer: undefined, asked: timed({ keys: [], done }) }
    },
    mayGo(next, isPressed) {
      if (!next) return void (leaving ??= meant && setTimeout(forget, grace))
      const search = searchOfPlace(next).toString()
      if (meant?.search !== search) forget()
      clearTimeout(leaving)
      leaving = undefined
      if (meant?.asked || (meant && !isPressed)) return
      clearTimeout(meant?.timer)
      const begin = () => {
        if (meant && (isPressed || isQuick)) meant.asked = timed(ask(client, next))
      }
      meant = { search, timer: isPressed ? undefined : setTimeout(begin, moment) }
      if (isPressed) begin()
    },
  }
}

/** Has the server asked of places that one goes to, or is about to go to, before they are drawn. */
export function useAskingAhead(): void {
  const client = useQueryClient()
  const [herald] = useState(() => askingAhead(client))
  useHerald(herald)
  useEffect(() => () => herald.mayGo(undefined, false), [herald])
}
