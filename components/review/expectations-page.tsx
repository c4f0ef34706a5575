'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { expectationEndContract, expectationsContract, type Expectation } from '@/lib/api/expectations'
import { useAnswer } from '@/lib/api/use-answer'
import { filterFrom } from '@/lib/filter/filter'
import { usePlace } from '@/components/filters/place-provider'
import { inWords } from '@/components/filters/words'
import { stamp, zoneName } from '@/components/time-format'
import { counted } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { EventsLink } from './entry-words'
import { NewExpectation } from './new-expectation'
import { ReviewFrame } from './review-frame'
import { useActing } from './use-acting'
import { refreshJournal } from './use-journal'

/** What is expected, by whose word and until when, with what it covers; and a form for another. */
export function ExpectationsPage() {
  const { tz } = usePlace().filter
  const expectations = useAnswer(expectationsContract, {})
  return (
    <ReviewFrame title="Expectations">
      <NewExpectation />
      <Panel
        title="What is expected"
        answer={expectations}
        isEmpty={({ expectations: all }) => all.length === 0}
        empty={<p className="px-3 pb-3 text-soft">Nothing is. An expectation says who does what from where, why, and until when; its events are still counted, and shown when asked for.</p>}
        skeleton={<div className="mx-3 mb-3 h-40 animate-pulse rounded bg-hover" />}
      >
        {({ expectations: all }) => <ul>{all.map((each) => <Given key={each.seq} expectation={each} tz={tz} />)}</ul>}
      </Panel>
    </ReviewFrame>
  )
}

const states: Record<Expectation['state'], string> = { holds: '● holds', ended: '■ ended', expired: '○ expired' }

function Given({ expectation, tz }: { expectation: Expectation; tz: string }) {
  const { seq, at, by, filter, from, until, reason, owner, ended, state, hits, recent, covers, warnings } = expectation
  const time = (moment: string) => <time dateTime={moment} className="value whitespace-nowrap">{stamp(new Date(moment), tz)}</time>
  return (
    <li className="grid gap-0.5 border-t border-line px-3 py-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className={state === 'holds' ? 'font-semibold' : 'text-soft'}>{states[state]}</span>
        <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">{inWords(filterFrom(filter))}</span>
      </p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">“{reason}” <span className="text-soft">Owner: {owner}</span></p>
      <p className="flex flex-wrap gap-x-4 text-soft">
        <span>{time(from)} until {time(until)} {zoneName(tz, new Date(until))}</span>
        <span>entry {seq} by {by}, {time(at)}</span>
        {ended && <span>ended by {ended.by}, {time(ended.at)}: “{ended.reason}”</span>}
      </p>
      <p className="flex flex-wrap gap-x-4">
        <EventsLink filter={covers}>{counted(hits, 'event')} covered</EventsLink>
        <EventsLink filter={`${filter}&from=-30d`}>{counted(recent, 'event')} of its kind in 30 days</EventsLink>
      </p>
      {state === 'holds' && warnings.map(({ text }) => <p key={text} className="w-fit bg-mark px-1.5">{text}</p>)}
      {state === 'holds' && <End seq={seq} />}
    </li>
  )
}

function End({ seq }: { seq: number }) {
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const id = useId()
  const client = useQueryClient()
  const { act, ask } = useActing()
  const end = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    act(async (by) => {
      try {
        await send(expectationEndContract, { by, seq, reason })
        await refreshJournal(client, 'expectation ended')
      } catch (error) {
        setProblem(error instanceof ProblemError ? error.problem.detail : String(error))
      }
    })
  }
  if (!isOpen) return <button type="button" className="control on-screen w-fit" onClick={() => setOpen(true)}>End it…</button>
  return (
    <>
      <form onSubmit={end} className="on-screen flex flex-wrap items-end gap-2">
        <label className="grid min-w-48 flex-1 gap-0.5">
          <span className="text-soft">Why does it end?</span>
          <input name="reason" required maxLength={4000} className="field" autoFocus aria-describedby={id} />
        </label>
        <button type="submit" className="control font-semibold">End it</button>
        <button type="button" className="control" onClick={() => setOpen(false)}>Cancel</button>
        <p id={id} role={problem ? 'alert' : undefined} className="w-full">{problem}</p>
      </form>
      {ask}
    </>
  )
}
