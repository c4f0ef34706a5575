'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { noteContract, notesContract } from '@/lib/api/notes'
import { useAnswer } from '@/lib/api/use-answer'
import type { Subject } from '@/lib/journal/entry'
import { spellSubject } from '@/lib/journal/state'
import { stamp } from '@/components/time-format'
import { useActing } from './use-acting'
import { refreshJournal } from './use-journal'

/** A thing that notes are left on, and what it is called. */
interface About {
  on: Subject
  name: string
}

/** The notes on some things, each beside what it is about, and a form for another. */
export function Notes({ about, tz, level: Heading = 'h3', className = 'mt-3' }: { about: readonly About[]; tz: string; level?: 'h2' | 'h3'; className?: string }) {
  const [open, setOpen] = useState<string>()
  const chosen = about.find(({ on }) => spellSubject(on) === open)
  return (
    <section aria-label="Notes" className={className}>
      <Heading className="flex flex-wrap items-baseline gap-x-2 font-semibold">
        Notes
        {about.map((each) => (
          <button key={spellSubject(each.on)} type="button" className="on-screen link font-normal text-soft" aria-expanded={chosen === each} onClick={() => setOpen(chosen === each ? undefined : spellSubject(each.on))}>
            note on {each.name}
          </button>
        ))}
      </Heading>
      {chosen && <Form key={spellSubject(chosen.on)} about={chosen} onDone={() => setOpen(undefined)} />}
      {about.map((each) => <Left key={spellSubject(each.on)} about={each} tz={tz} />)}
    </section>
  )
}

function Left({ about: { on, name }, tz }: { about: About; tz: string }) {
  const { data, isPlaceholderData } = useAnswer(notesContract, { on: spellSubject(on) })
  if (!data || isPlaceholderData || data.notes.length === 0) return null
  return (
    <ul aria-label={`On ${name}`} className="mt-1 grid gap-1">
      {data.notes.map(({ seq, at, by, text }) => (
        <li key={seq} className="border-l-2 border-edge pl-2">
          <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>{' '}
          <span className="text-soft">on {name}, {by}, <time dateTime={at}>{stamp(new Date(at), tz)}</time></span>
        </li>
      ))}
    </ul>
  )
}

function Form({ about: { on, name }, onDone }: { about: About; onDone: () => void }) {
  const [problem, setProblem] = useState<string>()
  const client = useQueryClient()
  const { act, ask } = useActing()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text') ?? '').trim()
    if (text === '') return
    act(async (by) => {
      try {
        await send(noteContract, { by, on, text })
        onDone()
        await refreshJournal(client)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(`${error.problem.title}. ${error.problem.detail}`)
      }
    })
  }
  return (
    <>
      <form onSubmit={save} className="on-screen mt-1 grid gap-1">
        <textarea name="text" rows={2} required maxLength={4_000} autoFocus aria-label={`Note on ${name}`} className="field w-full py-1" />
        {problem && <p role="alert" className="bg-mark px-1.5">{problem}</p>}
        <p className="flex gap-2">
          <button type="submit" className="control font-semibold">Save note</button>
          <button type="button" className="control" onClick={onDone}>Cancel</button>
        </p>
      </form>
      {ask}
    </>
  )
}
