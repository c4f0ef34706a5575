import type { Metadata } from 'next'
import { searchFrom, type Place } from '@/components/filters/place'
import { PlaceProvider } from '@/components/filters/place-provider'
import { prepare } from '@/components/prepare'
import { askedForPeriod, askedOfPeriod, askedOfStories } from '@/components/review/asks'
import { periodOf } from '@/components/review/period'
import { ReviewPage } from '@/components/review/review-page'
import { isBehind } from '@/components/shell/is-behind'
import { fixed } from '@/lib/filter/filter'
import { openedDesk } from '@/lib/ingest/desk'
import { signedUpTo } from '@/lib/queries/calendar'
import { madeReview } from '@/lib/queries/review/ahead'

export const metadata: Metadata = { title: { absolute: 'Review · Traildesk' } }

/** The daily review: what is different, what is risky, decided one after the other. */
export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  prepare(searchFrom(await searchParams), '/', asked)
  return (
    <PlaceProvider>
      <ReviewPage />
    </PlaceProvider>
  )
}

/** The addresses that the page asks at a place as soon as its code runs, as far as they can be told. */
function asked(place: Place): string[] {
  const first = askedForPeriod(place)
  const desk = openedDesk()
  if (!desk) return first
  const health = desk.health()
  const isGiven = place.filter.from !== undefined || place.filter.to !== undefined
  const period = isGiven ? place.filter : periodOf(place.filter, { signed: signedUpTo(desk, place.filter), newest: health.newest === null ? undefined : Date.parse(health.newest), isBehind: isBehind(health) }).filter
  const made = madeReview(desk, fixed(period, Date.now(), desk.covers()))
  // What has to be computed first would wait for what is asked beside it.
  return [...first, ...askedOfPeriod(period, place), ...(made ? askedOfStories(period, made.items, place) : [])]
}
