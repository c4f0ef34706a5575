import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { JournalPage } from '@/components/review/journal-page'

export const metadata: Metadata = { title: 'Journal' }

/** Everything that was decided, and the proof that none of it was altered. */
export default function Page() {
  return (
    <PlaceProvider>
      <JournalPage />
    </PlaceProvider>
  )
}
