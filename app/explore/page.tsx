import type { Metadata } from 'next'
import { Explore } from '@/components/explore'
import { PlaceProvider } from '@/components/filters/place-provider'

export const metadata: Metadata = { title: 'Explore' }

/** The desk: pictures above, records below, the reader on the right, all of what the URL selects. */
export default function ExplorePage() {
  return (
    <PlaceProvider>
      <Explore />
    </PlaceProvider>
  )
}
