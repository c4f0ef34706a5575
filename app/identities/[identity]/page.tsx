import type { Metadata } from 'next'
import { searchFrom } from '@/components/filters/place'
import { titleOf } from '@/components/filters/title'
import { prepare } from '@/components/prepare'
import { firstAskedAbout } from '@/components/subject/asks'
import { IdentityPage } from '@/components/identity/identity-page'

interface Props {
  params: Promise<{ identity: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOf('/identities/one', searchFrom(await searchParams)) }
}

/** One identity: who it is, when it acts, what it does, through what, and what of that is new. */
export default async function Page({ params, searchParams }: Props) {
  const value = decodeURIComponent((await params).identity)
  prepare(searchFrom(await searchParams), '/identities/one', (place) => firstAskedAbout({ name: 'identity', value }, place))
  return <IdentityPage identity={value} />
}
