import Link from 'next/link'
import type { BadParameter } from '@/lib/filter/filter'

/** An address of which one parameter cannot be read: what it takes, and one press that drops it. */
export function BadAddress({ problem, search, path }: { problem: BadParameter; search: URLSearchParams; path: string }) {
  const rest = new URLSearchParams(search)
  rest.delete(problem.parameter)
  const query = rest.toString()
  return (
    <main id="content" className="p-4">
      <div role="alert" className="max-w-2xl rounded border border-edge bg-paper p-4">
        <h1 className="font-semibold">This address cannot be read</h1>
        <p className="mt-2 [overflow-wrap:anywhere]">
          <code>{problem.parameter}</code> takes {problem.takes}. It says <code className="risky">{problem.value.slice(0, 200)}</code>.
        </p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Link prefetch={false} className="control font-semibold" href={query ? `${path}?${query}` : path}>
            Drop {problem.parameter}
          </Link>
          <Link prefetch={false} className="control" href={path}>
            Drop everything
          </Link>
        </div>
      </div>
    </main>
  )
}
