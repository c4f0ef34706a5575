'use client'

import Link from 'next/link'
import { viewContract } from '@/lib/api/views'
import { useAnswer } from '@/lib/api/use-answer'
import { Explore } from '@/components/explore'
import { PlaceProvider, type Opened } from '@/components/filters/place-provider'
import { IdentitiesPage } from '@/components/identity/identities-page'
import { IdentityPage } from '@/components/identity/identity-page'
import { ReviewPage } from '@/components/review/review-page'
import { SubjectPage } from '@/components/subject/subject-page'
import { Trouble } from '@/components/ui/trouble'

/**
 * What a short link opens: the page itself, in place. Nothing that the server sends for the link, and nothing in the
 * address bar, says what the view is about, so that the address can be passed on from there as well.
 */
export function OpenedView({ id }: { id: string }) {
  const { data, error, refetch } = useAnswer(viewContract, { id })
  if (data) return <Page view={data} />
  return (
    <main id="content" className="min-h-dvh bg-paper pt-3">
      <h1 className="sr-only">Saved view</h1>
      {error ? (
        <>
          <Trouble problem={error.problem} retry={() => void refetch()} />
          <Link prefetch={false} className="link px-3" href="/views">
            All saved views
          </Link>
        </>
      ) : (
        <div className="m-3 h-96 animate-pulse rounded bg-hover" />
      )}
    </main>
  )
}

/** The page that a view was saved from. */
function Page({ view }: { view: Opened }) {
  const [, page, value = ''] = view.path.split('/')
  if (page === 'keys') return <SubjectPage name="key" value={decodeURIComponent(value)} view={view} />
  if (page === 'roles') return <SubjectPage name="role" value={decodeURIComponent(value)} view={view} />
  if (page === 'identities') return value ? <IdentityPage identity={decodeURIComponent(value)} view={view} /> : <IdentitiesPage view={view} />
  if (page === 'addresses') return <SubjectPage name="ip" value={decodeURIComponent(value)} view={view} />
  return <PlaceProvider view={view}>{page === '' ? <ReviewPage /> : <Explore />}</PlaceProvider>
}
