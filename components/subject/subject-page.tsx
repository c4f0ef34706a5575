'use client'

import { literal } from '@/lib/filter/spelling'
import { Explore } from '@/components/explore'
import { PlaceProvider, type Opened } from '@/components/filters/place-provider'
import type { PagedName } from './page-link'
import { SubjectHead } from './subject-head'

const titles: Record<PagedName, string> = { key: 'One access key', ip: 'One address', role: 'One role' }

/** One access key, address or role, followed: who used it and since when, above the pictures and events of Explore, all of it alone. */
export function SubjectPage({ name, value, view }: { name: PagedName; value: string; view?: Opened }) {
  return (
    <PlaceProvider subject={{ name, value: literal(value) }} {...(view && { view })}>
      <Explore title={titles[name]} head={<SubjectHead name={name} value={value} />} />
    </PlaceProvider>
  )
}
