import type { Metadata } from 'next'
import { searchFrom } from '@/components/filters/place'
import { titleOf } from '@/components/filters/title'
import { prepare } from '@/components/prepare'
import { firstAskedAbout } from '@/components/subject/asks'
import { SubjectPage } from '@/components/subject/subject-page'

interface Props {
  params: Promise<{ key: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOf('/keys', searchFrom(await searchParams)) }
}

/** One access key: who used it, when, for what. */
export default async function Page({ params, searchParams }: Props) {
  const value = decodeURIComponent((await params).key)
  prepare(searchFrom(await searchParams), '/keys', (place) => firstAskedAbout({ name: 'key', value }, place))
  return <SubjectPage name="key" value={value} />
}
