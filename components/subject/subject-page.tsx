'use client'

import { literal } from '@/lib/filter/spelling'
import { Explore } from '@/components/explore'
import { PlaceProvider, type Opened } from '@/components/filters/place-provider'
import { SubjectHead, type SubjectName } from './subject-head'

const titles: Record<SubjectName, string> = { key: 'One access key', ip: 'One address', role: 'One role' }

/** One access key, address or role, followed: who used it and since when, above the pictures and events of Explore, all of it alone. */
export function SubjectPage({ name, value, view }: { name: SubjectName; value: string; view?: Opened }) {
  return (
    <PlaceProvider subject={{ name, value: literal(value) }} {...(view && { view })}>
      <Explore title={titles[name]} head={<SubjectHead name={name} value={value} />} />
    </PlaceProvider>
  )
}
