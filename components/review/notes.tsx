'use client'

import { useState } from 'react'
import { notesContract } from '@/lib/api/notes'
import { useAnswer } from '@/lib/api/use-answer'
import type { Subject } from '@/lib/journal/remark'
import { spellSubject } from '@/lib/journal/state'
import { stamp } from '@/components/time-format'
import { NoteForm } from './note-form'

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
      {chosen && <NoteForm key={spellSubject(chosen.on)} on={chosen.on} name={chosen.name} tz={tz} className="mt-1" onDone={() => setOpen(undefined)} />}
      {about.map(({ on, name }) => <NoteList key={spellSubject(on)} on={spellSubject(on)} label={`On ${name}`} name={name} tz={tz} />)}
    </section>
  )
}

/** The notes on one thing; its name stands beside each where there are notes on others. */
export function NoteList({ on, label, name, tz }: { on: string; label: string; name?: string; tz: string }) {
  const { data, isPlaceholderData } = useAnswer(notesContract, { on })
  if (!data || isPlaceholderData || data.notes.length === 0) return null
  return (
    <ul aria-label={label} className="mt-1 grid gap-1">
      {data.notes.map(({ seq, at, by, text }) => (
        <li key={seq} className="border-l-2 border-edge pl-2">
          <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>{' '}
          <span className="text-soft">{name !== undefined && `on ${name}, `}{by}, <time dateTime={at}>{stamp(new Date(at), tz)}</time></span>
        </li>
      ))}
    </ul>
  )
}
