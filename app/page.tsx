import { redirect } from 'next/navigation'

/** The first page: Explore, with the query string that came. */
export default async function Home({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const each of [value ?? []].flat()) search.append(name, each)
  }
  redirect(search.size > 0 ? `/explore?${search}` : '/explore')
}
