'use client'

import Link from 'next/link'
import { Fragment } from 'react'
import { signOffsContract, type SignOff } from '@/lib/api/sign-offs'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import { duration, span, stamp, zoneName } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Short } from '@/components/ui/short'
import { EventsLink, ItemLink, verdictWords } from './entry-words'

/** Who signed which period, what was decided and left open then, and what arrived since. */
export function SignOffList() {
  const { tz } = usePlace().filter
  const signOffs = useAnswer(signOffsContract, {})
  return (
    <Panel
      title="Sign-offs"
      answer={signOffs}
      isEmpty={({ signOffs: all }) => all.length === 0}
      empty={<p className="px-3 pb-3 text-soft">No period is signed yet.</p>}
      skeleton={<div className="mx-3 mb-3 h-40 animate-pulse rounded bg-hover" />}
    >
      {({ total, signOffs: all }) => (
        <>
          <ul aria-label="Sign-offs">{all.map((each) => <One key={each.seq} of={each} tz={tz} />)}</ul>
          {total > all.length && <p className="border-t border-line px-3 py-2 text-soft">The newest {grouped(all.length)} of {grouped(total)} are shown; the report of a period has them all.</p>}
        </>
      )}
    </Panel>
  )
}

function One({ of: { seq, hash, at, by, period, accounts, counts, decided, open, coverage, seconds, note, filter, lateParts }, tz }: { of: SignOff; tz: string }) {
  return (
    <li id={`sign-off-${seq}`} className="grid gap-0.5 border-t border-line px-3 py-2 target:bg-hover">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{span(new Date(period.from), new Date(period.to), tz)} {zoneName(tz, new Date(period.from))}</span>
        <span>by {by}, <time dateTime={at} className="value">{stamp(new Date(at), tz)}</time></span>
        {seconds !== null && <span className="text-soft">took {duration(seconds)}</span>}
        <span className="text-soft">{accounts.length === 0 ? 'all accounts' : accounts.join(', ')}</span>
      </p>
      <p className="flex flex-wrap gap-x-4">
        <EventsLink filter={filter}>{counted(counts.events, 'event')}</EventsLink>
        <span>{counted(counts.identities, 'identity', 'identities')}</span>
        <span>{grouped(counts.expected)} expected</span>
        {lateParts.map((part) => (
          <Fragment key={part.filter}>
            <Link className="bg-mark px-1 font-semibold underline" href={`/explore?${part.filter}`} prefetch={false}>
              {counted(part.late, 'record')} arrived after sign-off
            </Link>
            {lateParts.length > 1 && <span className="text-soft">{span(new Date(part.from), new Date(part.to), tz)}</span>}
            <Link className="link" href={`/?${part.filter}`} prefetch={false}>
              Review {part.late === 1 ? 'it' : 'them'} and sign again
            </Link>
          </Fragment>
        ))}
      </p>
      <p className="text-soft">{coverageWords(coverage, tz)}</p>
      {note !== null && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">“{note}”</p>}
      {decided.length + open.length > 0 && (
        <details>
          <summary className="w-fit">{decided.length} decided, {open.length} left open</summary>
          <ul className="mt-1">
            {decided.map((each) => (
              <li key={each.id} className="flex flex-wrap gap-x-2 border-t border-line py-1">
                <span className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]"><ItemLink item={each} /></span>
                <span><b className="font-semibold">{verdictWords[each.verdict]}</b> by {each.by}{each.note !== undefined && <>: “{each.note}”</>}</span>
              </li>
            ))}
            {open.map((each) => (
              <li key={each.id} className="flex flex-wrap gap-x-2 border-t border-line py-1">
                <span className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]"><ItemLink item={each} /></span>
                <span className="bg-mark px-1">left open</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="flex min-w-0 gap-x-2 text-sm text-soft">entry {seq}, hash <Short text={hash} tail={8} className="value" /></p>
    </li>
  )
}

/** How complete the records were when it was signed. */
export function coverageWords({ completeTo, spans }: SignOff['coverage'], tz: string): string {
  const odd = spans.filter(({ state }) => state !== 'complete')
  const until = completeTo === null ? 'Nothing was known to be complete' : `Complete until ${stamp(new Date(completeTo), tz)}`
  if (odd.length === 0) return `${until}.`
  return `${until}; ${odd.slice(0, 3).map(({ from, to, state, why }) => `${state} ${span(new Date(from), new Date(to), tz)}: ${why.replace(/\.$/, '')}`).join('; ')}${odd.length > 3 ? `; and ${odd.length - 3} more` : ''}.`
}
