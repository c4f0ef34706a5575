import Link from 'next/link'

/** What an address that leads nowhere shows. */
export default function NotFound() {
  return (
    <main id="content" className="mx-auto max-w-xl p-6">
      <h1 className="font-semibold">There is no such page</h1>
      <p className="mt-2 text-soft">The address may be mistyped, or cut off where it was pasted.</p>
      <p className="mt-4 flex gap-2">
        <Link prefetch={false} className="control" href="/">
          Review
        </Link>
        <Link prefetch={false} className="control" href="/explore">
          Explore
        </Link>
      </p>
    </main>
  )
}
