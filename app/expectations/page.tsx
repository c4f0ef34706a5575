import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { ExpectationsPage } from '@/components/review/expectations-page'

export const metadata: Metadata = { title: 'Expectations' }

/** What is expected, by whose word and until when. */
export default function Page() {
  return (
    <PlaceProvider>
      <ExpectationsPage />
    </PlaceProvider>
  )
}
