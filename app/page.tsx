import { redirect } from 'next/navigation'
import { searchFrom } from '@/components/filters/place'

/** The first page: Explore, with the query string that came. */
export default async function Home({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const search = searchFrom(await searchParams)
  redirect(search.size > 0 ? `/explore?${search}` : '/explore')
}
