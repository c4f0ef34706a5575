'use client'

import { Bookmark, ChartColumn, ClipboardCheck, Database, UsersRound } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import type { Theme } from './theme'
import { ThemeToggle } from './theme-toggle'
import { wayTo } from './way'

/** The pages, and what lies below each: paths that belong to it, with all that follows them. */
const pages = [
  { href: '/', label: 'Review', Icon: ClipboardCheck, below: ['/calendar', '/expectations', '/rules', '/journal', '/report'] },
  { href: '/explore', label: 'Explore', Icon: ChartColumn, below: ['/events', '/keys', '/addresses', '/roles'] },
  { href: '/identities', label: 'Identities', Icon: UsersRound, below: [] },
  { href: '/views', label: 'Views', Icon: Bookmark, below: ['/v'] },
  { href: '/sources', label: 'Sources', Icon: Database, below: ['/connect'] },
] as const

/** The way between pages: a rail at the left, a bar at the bottom of narrow screens. */
export function Rail({ theme }: { theme: Theme }) {
  const path = usePathname()
  const search = useSearchParams()
  return (
    <nav
      aria-label="Pages"
      className="on-screen fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-paper wide:sticky wide:inset-auto wide:top-0 wide:h-dvh wide:flex-col wide:border-t-0 wide:border-r"
    >
      {pages.map(({ href, label, Icon, below }) => {
        const here = path === href || [href, ...below].some((each) => path.startsWith(`${each}/`) || path === each)
        return (
          <Link
            key={href}
            href={wayTo(href, path, search)}
            prefetch={false}
            aria-current={here ? 'page' : undefined}
            className={`flex flex-1 flex-col items-center gap-1 py-2.5 text-sm wide:flex-none ${here ? 'bg-chosen font-semibold text-ink' : 'text-soft hover:bg-hover hover:text-ink'}`}
          >
            <Icon aria-hidden className="size-4" />
            {label}
          </Link>
        )
      })}
      <div className="flex items-center justify-center px-2 wide:mt-auto wide:pb-2">
        <ThemeToggle initial={theme} />
      </div>
    </nav>
  )
}
