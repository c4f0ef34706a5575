'use client'

import { Bookmark, ChartColumn, ClipboardCheck, Database, UsersRound } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { Theme } from './theme'
import { ThemeToggle } from './theme-toggle'

const pages = [
  { href: '/', label: 'Review', Icon: ClipboardCheck },
  { href: '/explore', label: 'Explore', Icon: ChartColumn },
  { href: '/identities', label: 'Identities', Icon: UsersRound },
  { href: '/views', label: 'Views', Icon: Bookmark },
  { href: '/sources', label: 'Sources', Icon: Database },
] as const

/** Pages about the review. */
const review = ['/calendar', '/expectations', '/journal', '/report']

/** The way between pages: a rail at the left, a bar at the bottom of narrow screens. */
export function Rail({ theme }: { theme: Theme }) {
  const path = usePathname()
  return (
    <nav
      aria-label="Pages"
      className="on-screen fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-paper wide:sticky wide:inset-auto wide:top-0 wide:h-dvh wide:flex-col wide:border-t-0 wide:border-r"
    >
      {pages.map(({ href, label, Icon }) => {
        const here = path === href || (label === 'Review' && review.includes(path)) || (href === '/identities' && path.startsWith('/identities/')) || (href === '/explore' && (path.startsWith('/events/') || path.startsWith('/v/')))
        return (
          <Link
            key={href}
            href={href}
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
