import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { CalendarPage } from '@/components/review/calendar-page'

export const metadata: Metadata = { title: 'Calendar' }

/** Which days are signed, by whom, and which are missing. */
export default function Page() {
  return (
    <PlaceProvider>
      <CalendarPage />
    </PlaceProvider>
  )
}
