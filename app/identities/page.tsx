import type { Metadata } from 'next'
import { searchFrom } from '@/components/filters/place'
import { titleOf } from '@/components/filters/title'
import { IdentitiesPage } from '@/components/identity/identities-page'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOf('/identities', searchFrom(await searchParams)) }
}

/** Everyone seen in the Filter. */
export default function Page() {
  return <IdentitiesPage />
}
