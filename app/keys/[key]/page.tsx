import type { Metadata } from 'next'
import { searchFrom } from '@/components/filters/place'
import { titleOf } from '@/components/filters/title'
import { SubjectPage } from '@/components/subject/subject-page'

interface Props {
  params: Promise<{ key: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOf('/keys', searchFrom(await searchParams)) }
}

/** One access key: who used it, when, for what. */
export default async function Page({ params }: Props) {
  return <SubjectPage name="key" value={decodeURIComponent((await params).key)} />
}
