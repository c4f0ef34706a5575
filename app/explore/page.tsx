import type { Metadata } from 'next'
import { preload } from 'react-dom'
import { firstAsked } from '@/components/asks'
import { Explore } from '@/components/explore'
import { placeFrom, searchFrom } from '@/components/filters/place'
import { PlaceProvider } from '@/components/filters/place-provider'
import { titleOf } from '@/components/filters/title'
import { BadParameter } from '@/lib/filter/filter'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  return { title: titleOf('/explore', searchFrom(await searchParams)) }
}

/** The desk: pictures above, records below, the reader on the right, all of what the URL selects. */
export default async function ExplorePage({ searchParams }: { searchParams: Search }) {
  prepare(searchFrom(await searchParams))
  return (
    <PlaceProvider>
      <Explore />
    </PlaceProvider>
  )
}

/** Lets the browser ask for what the pictures need while the code that draws them is still under way. */
function prepare(search: URLSearchParams) {
  try {
    for (const address of firstAsked(placeFrom(search, '/explore'))) preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  } catch (error) {
    // An address that cannot be read is explained by the page.
    if (!(error instanceof BadParameter)) throw error
  }
}
