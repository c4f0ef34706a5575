'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { expectationPreviewContract, expectContract } from '@/lib/api/expectations'
import { useAnswer } from '@/lib/api/use-answer'
import { searchOf } from '@/lib/filter/filter'
import { readMoment } from '@/lib/filter/moment'
import { Chips } from '@/components/filters/chips'
import { usePlace } from '@/components/filters/place-provider'
import { dayName, stamp } from '@/components/time-format'
import { counted, grouped, percent } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { EventsLink } from './entry-words'
import { useActing } from './use-acting'
import { refreshJournal } from './use-journal'

const day = 86_400_000

/** A form for an expectation: the Filter of the page says what is expected, and the past says what that would have matched. */
export function NewExpectation() {
  const { filter, narrow } = usePlace()
  const { act, ask } = useActing()
  const client = useQueryClient()
  const [told, setTold] = useState<{ text: string; isProblem: boolean }>()
  const isChosen = Object.keys(filter.choices).length > 0
  const preview = useAnswer(expectationPreviewContract, {}, { filter: { ...filter, from: undefined, to: undefined }, enabled: isChosen })
  const [earliest, latest] = [1, 366].map((days) => dateIn(days, filter.tz))

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const moment = (name: string) => {
      const read = readMoment(text(name), filter.tz)
      return read ? new Date(read.seconds * 1000).toISOString() : undefined
    }
    const from = moment('from')
    act(async (by) => {
      try {
        const { seq } = await send(expectContract, { by, filter: searchOf(filter).toString(), until: moment('until') ?? '', reason: text('reason'), owner: text('owner'), ...(from !== undefined && { from }) })
        setTold({ text: `Entered as entry ${seq}.`, isProblem: false })
        narrow({ ...filter, from: undefined, to: undefined, choices: {} })
        await refreshJournal(client, 'expectation')
      } catch (error) {
        setTold({ text: error instanceof ProblemError ? `${error.problem.detail} ${error.problem.todo ?? ''}` : String(error), isProblem: true })
      }
    })
  }
  return (
    <section aria-labelledby="new-expectation" className="on-screen bg-paper p-3">
      <h2 id="new-expectation" className="font-semibold">Expect from now on</h2>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <Chips />
        {!isChosen && <span className="text-soft">Choose who, what and from where.</span>}
      </div>
      {isChosen && (
        <>
          <Panel title="In the last 30 days it would have matched" answer={preview} isEmpty={() => false} className="mt-2 border-y border-line" skeleton={<div className="mx-3 mb-3 h-28 animate-pulse rounded bg-hover" />}>
            {(answer) => <Preview preview={answer} tz={filter.tz} />}
          </Panel>
          <form onSubmit={save} className="mt-2 grid gap-2 wide:grid-cols-[1fr_12rem_9rem_9rem]">
            <label className="grid gap-0.5">Reason<input name="reason" required maxLength={4000} autoFocus className="field" placeholder="The nightly backup of the archive, ticket OPS-12" /></label>
            <label className="grid gap-0.5">Owner<input name="owner" required maxLength={200} className="field" placeholder="Platform team" /></label>
            <label className="grid gap-0.5">From<input name="from" type="date" max={dateIn(0, filter.tz)} className="field" title="Left out: now" /></label>
            <label className="grid gap-0.5">Until<input name="until" type="date" required min={earliest} max={latest} defaultValue={dateIn(30, filter.tz)} className="field" /></label>
            <button type="submit" className="control w-fit font-semibold">Expect this</button>
          </form>
        </>
      )}
      <p role={told?.isProblem ? 'alert' : 'status'} className={`mt-1 ${told?.isProblem ? 'w-fit bg-mark px-1.5' : ''}`}>{told?.text}</p>
      {ask}
    </section>
  )
}

/** The date so many days from now, as the zone's calendar has it. */
const dateIn = (days: number, tz: string) => stamp(new Date(Date.now() + days * day), tz).slice(0, 10)

function Preview({ preview: { total, all, days, identities, totalIdentities, filter, warnings }, tz }: { preview: Answer<typeof expectationPreviewContract>; tz: string }) {
  const most = Math.max(1, ...days.map(({ count }) => count))
  return (
    <div className="grid gap-2 px-3 pb-3 wide:grid-cols-2">
      <div>
        <p>
          <EventsLink filter={filter}>{counted(total, 'event')}</EventsLink> <span className="text-soft">of {grouped(all)}{all > 0 && `, ${total > 0 && total / all < 0.01 ? 'less than 1%' : percent(total / all)}`}</span>
        </p>
        {warnings.map(({ text }) => <p key={text} role="alert" className="mt-1 w-fit bg-mark px-1.5">{text}</p>)}
        <ol aria-label="Per day" className="mt-2 flex h-16 items-end gap-px border-b border-edge">
          {days.map(({ date, count }) => (
            <li key={date} className="flex h-full flex-1 items-end" title={`${dayName(new Date(`${date}T12:00:00Z`), 'UTC')}: ${counted(count, 'event')}`}>
              <span className="sr-only">{date}: {grouped(count)}</span>
              <span aria-hidden className="w-full bg-heat-5" style={{ height: count === 0 ? 0 : `${Math.max(4, (count / most) * 100)}%` }} />
            </li>
          ))}
        </ol>
        <p className="flex justify-between text-sm text-soft"><span>{days[0]?.date}</span><span>{days.at(-1)?.date} ({tz})</span></p>
      </div>
      <div>
        <p className="text-soft">{counted(totalIdentities, 'identity', 'identities')}</p>
        <ul aria-label="By whom" className="max-h-32 overflow-auto">
          {identities.map(({ key, label, count }) => (
            <li key={key} className="flex justify-between gap-3">
              <EventsLink filter={withIdentity(filter, key)}><span className="[overflow-wrap:anywhere]">{label}</span></EventsLink>
              <span className="value">{grouped(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function withIdentity(filter: string, key: string): string {
  const search = new URLSearchParams(filter)
  search.set('identity', key)
  return search.toString()
}
