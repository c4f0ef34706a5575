import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { ReviewPage } from '@/components/review/review-page'

export const metadata: Metadata = { title: { absolute: 'Review · Traildesk' } }

/** The daily review: what is different, what is risky, decided one after the other. */
export default function Page() {
  return (
    <PlaceProvider>
      <ReviewPage />
    </PlaceProvider>
  )
}
