import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { EventPage } from '@/components/reader/event-page'

export const metadata: Metadata = { title: 'Event' }

/** One event, read in full: what a permalink opens. */
export default async function Page({ params }: { params: Promise<{ eventID: string }> }) {
  const { eventID } = await params
  return (
    <PlaceProvider>
      <EventPage eventID={decodeURIComponent(eventID)} />
    </PlaceProvider>
  )
}
