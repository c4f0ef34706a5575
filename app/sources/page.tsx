import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { SourcesPage } from '@/components/sources/sources-page'

export const metadata: Metadata = { title: 'Sources' }

/** Where records come from, how far each source has come, and what could not be read. */
export default function Page() {
  return (
    <PlaceProvider>
      <SourcesPage />
    </PlaceProvider>
  )
}
