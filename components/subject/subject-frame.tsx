'use client'

import Link from 'next/link'
import { useMemo, type ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ProblemError } from '@/lib/api/client'
import { literal } from '@/lib/filter/spelling'
import { Timeline } from '@/components/charts/timeline'
import { ReadingPage } from '@/components/events/reading-page'
import { PlaceProvider, type Opened } from '@/components/filters/place-provider'
import { PageButtons } from '@/components/shell/help'
import { CopyButton } from '@/components/ui/copy'
import { counted } from '@/components/ui/number'
import { Short } from '@/components/ui/short'
import { Trouble } from '@/components/ui/trouble'
import { AboutProvider, useAbout, usePart, type About } from './about'
import { Fresh } from './fresh'
import { Through } from './through'
import { Toggles } from './toggles'
import { Calls, Risky, Services } from './what'
import { Hours, UsualLine } from './when'

/** The place of a page that is about one thing: the Filter, narrowed to it. */
export function SubjectPlace({ about: { name, value }, view, children }: { about: About; view: Opened | undefined; children: ReactNode }) {
  const about = useMemo(() => ({ name, value }), [name, value])
  return (
    <PlaceProvider subject={{ name: name === 'identity' ? 'actor' : name, value: literal(value) }} {...(view && { view })}>
      <AboutProvider value={about}>{children}</AboutProvider>
    </PlaceProvider>
  )
}

interface Props {
  /** What it is called. */
  label: ReactNode
  /** What is known of it, or why nothing is. */
  known: Pick<UseQueryResult<unknown, ProblemError>, 'error' | 'data' | 'refetch'>
  /** What else can be done with it, beside the buttons of every page. */
  actions?: ReactNode
  /** What it is, in lines below its name. */
  lines: ReactNode
  /** Stands above the pictures. */
  above?: ReactNode
  /** The last of the panels: by whom or with what. */
  last: ReactNode
}

/** A page about one thing: what it is, when, what and through what something is done by or with it, what of that is new, and the events. */
export function SubjectFrame({ label, known, actions, lines, above, last }: Props) {
  const { value } = useAbout()
  const usual = usePart('when').data
  if (known.error && known.data === undefined) {
    return (
      <main id="content" className="min-h-dvh bg-paper py-3">
        <h1 className="flex px-3 pb-2 font-semibold">
          <Short text={value} />
        </h1>
        <Trouble problem={known.error.problem} retry={() => void known.refetch()} />
        <Link prefetch={false} className="link mx-3" href="/identities">
          All identities
        </Link>
      </main>
    )
  }
  return (
    <ReadingPage>
      {({ shown, isFolded, onFold }) => (
        <>
          <header className="grid gap-1 px-3 py-2">
            <div className="flex flex-wrap items-center gap-x-3">
              <h1 className="min-w-0 font-semibold [overflow-wrap:anywhere]" title={value}>
                {label}
              </h1>
              <span className="on-screen">
                <CopyButton label="Copy name" text={() => value} />
              </span>
              <p role="status" aria-label="Total" className="font-semibold">
                {shown ? counted(shown.total, 'event') : 'Counting'}
              </p>
              <span className="on-screen ml-auto flex gap-1">
                {actions}
                <PageButtons isFolded={isFolded} onFold={onFold} />
              </span>
            </div>
            {lines}
            <UsualLine />
            <Toggles />
          </header>
          {above}
          {!isFolded && (
            <div className="grid gap-px border-y border-line bg-line print:block @4xl/desk:grid-cols-2">
              <Timeline folded={false} usual={usual} />
              <Fresh />
              <Hours />
              <Through />
              <Services />
              <Calls />
              <Risky />
              {last}
            </div>
          )}
        </>
      )}
    </ReadingPage>
  )
}
