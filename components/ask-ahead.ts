'use client'

import type { QueryClient } from '@tanstack/react-query'
import { eventsContract } from '@/lib/api/events'
import { facetsContract } from '@/lib/api/facets'
import { heatmapContract } from '@/lib/api/heatmap'
import { questionOf } from '@/lib/api/client'
import { timelineContract } from '@/lib/api/timeline'
import { answerOf } from '@/lib/api/use-answer'
import { asks } from './asks'
import { eventsOf } from './events/use-events'
import type { Place } from './filters/place'

/** Asks what Explore will ask at a place: the server answers while the page still draws that it waits. */
export function askAhead(client: QueryClient, { filter, view }: Place): void {
  void client.prefetchQuery(answerOf(timelineContract, asks.timeline(view), filter))
  void client.prefetchQuery(answerOf(heatmapContract, asks.heatmap(view), filter))
  void client.prefetchQuery(answerOf(facetsContract, asks.facets, filter))
  const search = questionOf(asks.events, filter).toString()
  // The list of this Filter may have begun elsewhere than with the newest.
  if (client.getQueriesData({ queryKey: [eventsContract.path, search] }).length === 0) void client.prefetchInfiniteQuery(eventsOf(search))
}
