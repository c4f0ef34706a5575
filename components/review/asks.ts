import { addressOf, questionOf } from '@/lib/api/client'
import { coverageContract } from '@/lib/api/coverage'
import { eventsContract } from '@/lib/api/events'
import { healthContract } from '@/lib/api/health'
import { heatmapContract } from '@/lib/api/heatmap'
import { readingListContract, reviewContract, type ReviewItem } from '@/lib/api/review'
import { calendarContract, signOffsContract } from '@/lib/api/sign-offs'
import { timelineContract } from '@/lib/api/timeline'
import { filterFrom, type Filter } from '@/lib/filter/filter'
import { asks } from '@/components/asks'
import type { Place } from '@/components/filters/place'
import { signedBy } from './period'

/** What the review asks about how complete its period is. */
export const coverageAsked = { by: 'hour', limit: 0 } as const

/** The addresses that the review asks at a place to learn which period it is about, letter for letter. */
export const askedForPeriod = ({ filter }: Place): string[] => [
  addressOf(healthContract, questionOf({})),
  addressOf(calendarContract, questionOf({}, signedBy(filter))),
  addressOf(signOffsContract, questionOf({ late: 'any' })),
]

/** Those that it asks as soon as that is known. */
export const askedOfPeriod = (period: Filter, { view }: Place): string[] => [
  addressOf(reviewContract, questionOf({}, period)),
  addressOf(timelineContract, questionOf(asks.timeline(view), period)),
  addressOf(heatmapContract, questionOf(asks.heatmap(view), period)),
]

/** And those that it asks once there are stories. */
export const askedOfStories = (period: Filter, items: readonly ReviewItem[], { view }: Place): string[] => {
  const shown = items.find(({ id }) => id === view.item) ?? items.find(({ expected, count }) => expected < count)
  return [
    addressOf(readingListContract, questionOf({}, period)),
    addressOf(coverageContract, questionOf(coverageAsked, period)),
    ...(shown ? [addressOf(eventsContract, questionOf(asks.events, filterFrom(shown.filter)))] : []),
  ]
}
