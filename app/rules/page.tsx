import type { Metadata } from 'next'
import { PlaceProvider } from '@/components/filters/place-provider'
import { RulesPage } from '@/components/rules/rules-page'

export const metadata: Metadata = { title: 'Rules' }

/** The rules by which events are judged. */
export default function Page() {
  return (
    <PlaceProvider>
      <RulesPage />
    </PlaceProvider>
  )
}
