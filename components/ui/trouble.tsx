'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import Link from 'next/link'
import type { Problem } from '@/lib/api/problem'

/** What went wrong, what to do about it, and one press that does it. */
export function Trouble({ problem, retry }: { problem: Problem; retry: () => void }) {
  const search = useSearchParams()
  const path = usePathname()
  const { parameter } = problem
  const rest = new URLSearchParams(search)
  if (parameter !== undefined) rest.delete(parameter)
  return (
    <div role="alert" className="px-3 pb-3">
      <p className="font-semibold">{problem.title}</p>
      <p className="[overflow-wrap:anywhere]">{problem.detail}</p>
      {problem.todo && <p className="text-soft">{problem.todo}</p>}
      <div className="mt-2 flex flex-wrap gap-2">
        {parameter !== undefined && search.has(parameter) && (
          <Link prefetch={false} className="control font-semibold" href={rest.size > 0 ? `${path}?${rest}` : path}>
            Drop {parameter}
          </Link>
        )}
        <button type="button" className="control" onClick={retry}>
          Retry
        </button>
      </div>
    </div>
  )
}
