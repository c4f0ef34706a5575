import type { Metadata } from 'next'
import { searchFrom } from '@/components/filters/place'
import { titleOf } from '@/components/filters/title'
import { prepare } from '@/components/prepare'
import { firstAskedAbout } from '@/components/subject/asks'
import { SubjectPage } from '@/components/subject/subject-page'

interface Props {
  params: Promise<{ role: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOf('/roles', searchFrom(await searchParams)) }
}

/** One role: who acted as it, when, for what. */
export default async function Page({ params, searchParams }: Props) {
  const value = decodeURIComponent((await params).role)
  prepare(searchFrom(await searchParams), '/roles', (place) => firstAskedAbout({ name: 'role', value }, place))
  return <SubjectPage name="role" value={value} />
}
