import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { ViewsPage } from '@/components/views/views-page'

export const metadata: Metadata = { title: 'Saved views' }

/** The saved views, to open, share, rename and delete. */
export default function Page() {
  return (
    <PlaceProvider>
      <ViewsPage />
    </PlaceProvider>
  )
}
