'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { usePlace } from '@/components/filters/place-provider'
import { useReviewer } from './reviewer'
import { useActing } from './use-acting'

const pages = [
  { href: '/', label: 'Today' },
  { href: '/calendar', label: 'Calendar' },
  { href: '/expectations', label: 'Expectations' },
  { href: '/rules', label: 'Rules' },
  { href: '/journal', label: 'Journal' },
  { href: '/report', label: 'Report' },
] as const

/** What the pages about the review have in common: the way between them, and who reviews. */
export function ReviewFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="content" className="min-h-dvh">
      <h1 className="sr-only">{title}</h1>
      <ReviewBar />
      <div className="grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-px bg-line wide:border-r wide:border-line print:border-0">{children}</div>
    </main>
  )
}

/** The way between the pages about the review, and in whose name one acts. */
export function ReviewBar() {
  const path = usePathname()
  const { tz, from, to } = usePlace().filter
  // Another day than today is reviewed on the same page.
  const isHere = (href: string) => path === href && (href !== '/' || (from === undefined && to === undefined))
  const name = useReviewer()
  const { rename, ask } = useActing()
  return (
    <div className="on-screen flex flex-wrap items-center gap-x-1 border-b border-line bg-paper px-3 py-1">
      <nav aria-label="Review" className="flex flex-wrap">
        {pages.map(({ href, label }) => (
          <Link
            key={href}
            href={tz === 'UTC' ? href : `${href}?${new URLSearchParams({ tz })}`}
            prefetch={false}
            aria-current={isHere(href) ? 'page' : undefined}
            className={`rounded px-2 py-1 touch:py-2 ${isHere(href) ? 'bg-chosen font-semibold' : 'text-soft hover:bg-hover hover:text-ink'}`}
          >
            {label}
          </Link>
        ))}
      </nav>
      <button type="button" className="control control-quiet ml-auto min-w-0" onClick={rename} title="Your name in the journal">
        <span className="truncate">{name === '' ? 'Who reviews?' : `Reviewer: ${name}`}</span>
      </button>
      {ask}
    </div>
  )
}
