import { addressOf, questionOf } from '@/lib/api/client'
import { eventsContract } from '@/lib/api/events'
import { facetsContract, type FacetField } from '@/lib/api/facets'
import { heatmapContract } from '@/lib/api/heatmap'
import { timelineContract } from '@/lib/api/timeline'
import type { Place, View } from './filters/place'

/** The fields that Explore counts, in the order in which it shows them. */
export const counted = ['severity', 'class', 'service', 'event', 'identity', 'error', 'type', 'role', 'account', 'region', 'ip'] as const satisfies readonly FacetField[]

/** What the panels of Explore ask of a Filter. */
export const asks = {
  timeline: ({ by }: View) => ({ by }),
  heatmap: ({ rows, cols }: View, limit = 50) => ({ rows, cols, limit }),
  facets: { fields: counted.join(','), limit: 20 },
  events: { limit: 100 },
} as const

/** The addresses that Explore asks at a place as soon as its code runs, letter for letter. */
export function firstAsked({ filter, view }: Place): string[] {
  return [
    addressOf(timelineContract, questionOf(asks.timeline(view), filter)),
    addressOf(heatmapContract, questionOf(asks.heatmap(view), filter)),
    addressOf(facetsContract, questionOf(asks.facets, filter)),
    addressOf(eventsContract, questionOf({ ...asks.events, around: view.open }, filter)),
  ]
}
