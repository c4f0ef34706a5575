'use client'

import Link from 'next/link'
import { eventContract } from '@/lib/api/events'
import { inPath } from '@/lib/api/in-path'
import { useAnswer } from '@/lib/api/use-answer'
import { during, instant } from '@/components/filters/edit'
import { usePlace, WithFilter } from '@/components/filters/place-provider'
import { CopyButton, copyText } from '@/components/ui/copy'
import { Trouble } from '@/components/ui/trouble'
import { useKeys } from '@/components/ui/use-keys'
import { permalink } from '@/components/events/use-reading'
import { ReaderBody } from './reader-body'

/** One event as a page of its own. Its links lead to Explore, on the day around the event. */
export function EventPage({ eventID }: { eventID: string }) {
  const { filter } = usePlace()
  const answer = useAnswer(eventContract, { eventID })
  const { data } = answer
  useKeys({ c: () => (data ? void copyText(data.raw) : false), y: () => void copyText(permalink(eventID)) }, 'event')
  const at = data ? Date.parse(data.eventTime) : 0
  const around = filter.from || filter.to ? filter : during(filter, instant(at - 43_200_000), instant(at + 43_200_000))
  return (
    <main id="content" className="mx-auto min-h-dvh max-w-4xl border-line bg-paper wide:border-x">
      <h1 className="sr-only">Event</h1>
      {data ? (
        <WithFilter filter={around}>
          <Header eventID={eventID} />
          <ReaderBody event={data} />
        </WithFilter>
      ) : answer.error ? (
        <div className="pt-4">
          <Trouble problem={answer.error.problem} retry={() => void answer.refetch()} />
          <Link prefetch={false} className="control mx-3" href="/explore">
            Explore
          </Link>
        </div>
      ) : (
        <div className="m-4 h-96 animate-pulse rounded bg-hover" />
      )}
    </main>
  )
}

function Header({ eventID }: { eventID: string }) {
  const { filter, addressOf } = usePlace()
  return (
    <header className="on-screen flex items-center gap-2 border-b border-line px-4 py-1.5">
      <a className="link" href={`${addressOf(filter)}&open=${inPath(eventID)}`}>
        Explore the day around it
      </a>
      <span className="ml-auto">
        <CopyButton label="Copy link to event" text={() => permalink(eventID)} />
      </span>
    </header>
  )
}
