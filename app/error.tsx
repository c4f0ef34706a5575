'use client'

/** What is shown if a page itself fails: why, and how to go on. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main id="content" className="mx-auto max-w-xl p-6">
      <h1 className="font-semibold">This page failed</h1>
      <p className="mt-2 text-soft">{error.message || 'No reason was given.'}</p>
      <div className="mt-4 flex gap-2">
        <button type="button" className="control" onClick={retry}>
          Try again
        </button>
        <a className="control" href="/explore">
          Explore, without filters
        </a>
      </div>
    </main>
  )
}
