import type { Metadata } from 'next'
import { firstAsked } from '@/components/asks'
import { Explore } from '@/components/explore'
import { searchFrom } from '@/components/filters/place'
import { PlaceProvider } from '@/components/filters/place-provider'
import { titleOf } from '@/components/filters/title'
import { prepare } from '@/components/prepare'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  return { title: titleOf('/explore', searchFrom(await searchParams)) }
}

/** The desk: pictures above, records below, the reader on the right, all of what the URL selects. */
export default async function ExplorePage({ searchParams }: { searchParams: Search }) {
  prepare(searchFrom(await searchParams), '/explore', firstAsked)
  return (
    <PlaceProvider>
      <Explore />
    </PlaceProvider>
  )
}
