import Link from 'next/link'

/** What a short link shows that leads to no view. */
export default function NotFound() {
  return (
    <main id="content" className="mx-auto max-w-xl p-6">
      <h1 className="font-semibold">There is no such view</h1>
      <p className="mt-2 text-soft">It was deleted, belongs to another desk, or its link was cut off where it was pasted.</p>
      <Link prefetch={false} className="control mt-4" href="/views">
        Saved views
      </Link>
    </main>
  )
}
