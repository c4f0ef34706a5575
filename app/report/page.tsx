import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { ReportPage } from '@/components/review/report-page'

export const metadata: Metadata = { title: 'Report' }

/** The evidence of a period: what was reviewed, by whom, when, and what is missing. */
export default function Page() {
  return (
    <PlaceProvider>
      <ReportPage />
    </PlaceProvider>
  )
}
