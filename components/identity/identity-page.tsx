'use client'

import Link from 'next/link'
import { useState } from 'react'
import { timelineContract } from '@/lib/api/timeline'
import { useAnswer } from '@/lib/api/use-answer'
import { literal } from '@/lib/filter/spelling'
import { asks } from '@/components/asks'
import { Timeline } from '@/components/charts/timeline'
import { Compare } from '@/components/compare/compare'
import { CompareButton } from '@/components/compare/compare-button'
import { EventList } from '@/components/events/event-list'
import { KeysHelp } from '@/components/events/keys-help'
import { useReading } from '@/components/events/use-reading'
import { FilterBar } from '@/components/filters/filter-bar'
import { PlaceProvider, usePlace, type Opened } from '@/components/filters/place-provider'
import { Reader } from '@/components/reader/reader'
import { Notes } from '@/components/review/notes'
import { CopyButton } from '@/components/ui/copy'
import { counted } from '@/components/ui/number'
import { Trouble } from '@/components/ui/trouble'
import { useKeys } from '@/components/ui/use-keys'
import { Fresh } from './fresh'
import { Hours, UsualLine } from './when'
import { Through } from './through'
import { Toggles } from './toggles'
import { useIdentity } from './use-identity'
import { Calls, Risky, Services } from './what'
import { Who, WhoLine } from './who'

/** One identity: who it is, when it acts, what it does, through what, what of that is new, and its events. */
export function IdentityPage({ identity, view }: { identity: string; view?: Opened }) {
  return (
    <PlaceProvider subject={{ name: 'actor', value: literal(identity) }} {...(view && { view })}>
      <Whole identity={identity} />
    </PlaceProvider>
  )
}

function Whole({ identity }: { identity: string }) {
  const { filter, view } = usePlace()
  const { data: shown } = useAnswer(timelineContract, asks.timeline(view), { filter })
  const about = useIdentity(identity, 'who')
  const usual = useIdentity(identity, 'when').data?.when
  const reading = useReading()
  const [isFolded, setFolded] = useState(false)
  const [isHelp, setHelp] = useState(false)
  const fold = () => setFolded(!isFolded)
  useKeys({
    j: () => reading.move(1),
    k: () => reading.move(-1),
    Enter: () => {
      const event = reading.list.events[reading.index]
      if (!event || reading.isOpen) return false
      reading.open(event.eventID)
    },
    Escape: () => reading.close(),
    y: () => void reading.copyLink(),
    e: () => reading.narrowToWho(),
    i: () => reading.goToWho(),
    v: fold,
    '?': () => setHelp(true),
  })
  if (about.error && about.data === undefined) {
    return (
      <main id="content" className="min-h-dvh bg-paper py-3">
        <h1 className="px-3 pb-2 font-semibold [overflow-wrap:anywhere]">{identity}</h1>
        <Trouble problem={about.error.problem} retry={() => void about.refetch()} />
        <Link prefetch={false} className="link mx-3" href="/identities">
          All identities
        </Link>
      </main>
    )
  }
  return (
    <div className="flex">
      <main id="content" className="@container/desk min-w-0 flex-1">
        <FilterBar shown={shown} />
        <header className="grid gap-1 px-3 py-2">
          <div className="flex flex-wrap items-center gap-x-3">
            <h1 className="min-w-0 font-semibold [overflow-wrap:anywhere]" title={identity}>
              {about.data?.label ?? identity}
            </h1>
            <CopyButton label="Copy name" text={() => identity} />
            <p role="status" aria-label="Total" className="font-semibold">
              {shown ? counted(shown.total, 'event') : 'Counting'}
            </p>
            <span className="on-screen ml-auto flex gap-1">
              <CompareButton identity={identity} />
              <button type="button" className="control control-quiet" aria-pressed={isFolded} onClick={fold} title="v">
                {isFolded ? 'Show pictures' : 'Fold pictures'}
              </button>
              <button type="button" className="control control-quiet" onClick={() => setHelp(true)} title="?">
                Keys
              </button>
            </span>
          </div>
          <WhoLine identity={identity} />
          <UsualLine identity={identity} />
          <Toggles identity={identity} />
          <Notes about={[{ on: { kind: 'identity', identity }, name: 'this identity' }]} tz={filter.tz} level="h2" className="" />
        </header>
        <Compare identity={identity} />
        {!isFolded && (
          <div className="grid gap-px border-y border-line bg-line print:block @4xl/desk:grid-cols-2">
            <Timeline folded={false} usual={usual} />
            <Fresh identity={identity} />
            <Hours identity={identity} />
            <Through identity={identity} />
            <Services identity={identity} />
            <Calls identity={identity} />
            <Risky identity={identity} />
            <Who identity={identity} />
          </div>
        )}
        <div id="events" tabIndex={-1} className="scroll-mt-12">
          <EventList reading={reading} isAlone={isFolded} />
        </div>
      </main>
      {view.open !== undefined && <Reader eventID={view.open} reading={reading} />}
      <KeysHelp isOpen={isHelp} onClose={() => setHelp(false)} />
      <div role="status" className={`fixed bottom-16 left-1/2 z-50 -translate-x-1/2 rounded bg-ink px-3 py-1.5 text-paper wide:bottom-4 ${reading.notice ? '' : 'sr-only'}`}>
        {reading.notice}
      </div>
    </div>
  )
}
