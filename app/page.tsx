import type { Metadata } from 'next'
import { preload } from 'react-dom'
import { placeFrom, searchFrom } from '@/components/filters/place'
import { PlaceProvider } from '@/components/filters/place-provider'
import { askedForPeriod, askedOfPeriod, askedOfStories } from '@/components/review/asks'
import { periodOf } from '@/components/review/period'
import { ReviewPage } from '@/components/review/review-page'
import { isBehind } from '@/components/shell/is-behind'
import { BadParameter, fixed } from '@/lib/filter/filter'
import { openedDesk } from '@/lib/ingest/desk'
import { signedUpTo } from '@/lib/queries/calendar'
import { madeReview } from '@/lib/queries/review/ahead'

export const metadata: Metadata = { title: { absolute: 'Review · Traildesk' } }

/** The daily review: what is different, what is risky, decided one after the other. */
export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  prepare(searchFrom(await searchParams))
  return (
    <PlaceProvider>
      <ReviewPage />
    </PlaceProvider>
  )
}

/** Lets the browser ask for what the page needs while the code that draws it is still under way. */
function prepare(search: URLSearchParams) {
  try {
    const ask = (addresses: readonly string[]) => addresses.forEach((address) => preload(address, { as: 'fetch', crossOrigin: 'anonymous' }))
    const place = placeFrom(search, '/')
    ask(askedForPeriod(place))
    const desk = openedDesk()
    if (!desk) return
    const health = desk.health()
    const isGiven = place.filter.from !== undefined || place.filter.to !== undefined
    const period = isGiven ? place.filter : periodOf(place.filter, { signed: signedUpTo(desk, place.filter), newest: health.newest === null ? undefined : Date.parse(health.newest), isBehind: isBehind(health) }).filter
    ask(askedOfPeriod(period, place))
    const made = madeReview(desk, fixed(period, Date.now(), desk.covers()))
    // What has to be computed first would wait for what is asked beside it.
    if (made) ask(askedOfStories(period, made.items, place))
  } catch (error) {
    // An address that cannot be read is explained by the page.
    if (!(error instanceof BadParameter)) throw error
  }
}
