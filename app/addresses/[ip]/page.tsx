import type { Metadata } from 'next'
import { searchFrom } from '@/components/filters/place'
import { titleOf } from '@/components/filters/title'
import { prepare } from '@/components/prepare'
import { firstAskedAbout } from '@/components/subject/asks'
import { SubjectPage } from '@/components/subject/subject-page'

interface Props {
  params: Promise<{ ip: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOf('/addresses', searchFrom(await searchParams)) }
}

/** One address: who came from it, when, for what. */
export default async function Page({ params, searchParams }: Props) {
  const value = decodeURIComponent((await params).ip)
  prepare(searchFrom(await searchParams), '/addresses', (place) => firstAskedAbout({ name: 'ip', value }, place))
  return <SubjectPage name="ip" value={value} />
}
