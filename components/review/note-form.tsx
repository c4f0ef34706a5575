'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { noteContract } from '@/lib/api/notes'
import { readMoment } from '@/lib/filter/moment'
import type { Subject } from '@/lib/journal/remark'
import { stamp, zoneName } from '@/components/time-format'
import { useActing } from './use-acting'
import { refreshJournal } from './use-journal'

interface Props {
  on: Subject
  /** What it is called. */
  name: string
  tz: string
  onDone: () => void
  className?: string
}

/** Leaves a note; which moment of the timeline it is on can be said more exactly. */
export function NoteForm({ on, name, tz, onDone, className = '' }: Props) {
  const id = useId()
  const client = useQueryClient()
  const { act, ask } = useActing()
  const [problem, setProblem] = useState<string>()
  const text = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // Who came by a key goes on from there.
    const before = document.activeElement
    text.current?.focus()
    return () => void (before instanceof HTMLElement && before.focus())
  }, [])

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const written = String(given.get('text') ?? '').trim()
    const about = on.kind === 'moment' ? momentIn(String(given.get('at') ?? ''), tz) : on
    if (about === undefined) return setProblem('The moment is written as 2026-03-01 12:00:00.')
    if (written === '') return
    act(async (by) => {
      try {
        await send(noteContract, { by, on: about, text: written })
        onDone()
        await refreshJournal(client, 'note')
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(`${error.problem.title}. ${error.problem.detail}`)
      }
    })
  }
  return (
    <>
      <form
        onSubmit={save}
        aria-labelledby={id}
        className={`on-screen grid gap-1.5 ${className}`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <h2 id={id} className="font-semibold [overflow-wrap:anywhere]">Note on {name}</h2>
        {on.kind === 'moment' && (
          <label className="grid w-fit gap-0.5">
            <span className="text-soft">Moment ({zoneName(tz, new Date(on.at))})</span>
            <input name="at" required defaultValue={stamp(new Date(on.at), tz)} className="field value w-52" />
          </label>
        )}
        <label className="grid gap-0.5">
          <span className="text-soft">Text</span>
          <textarea ref={text} name="text" rows={3} required maxLength={4_000} className="field w-full py-1" />
        </label>
        {problem && <p role="alert" className="bg-mark px-1.5">{problem}</p>}
        <p className="flex flex-wrap items-center gap-2">
          <button type="submit" className="control font-semibold">Save note</button>
          <button type="button" className="control" onClick={onDone}>Cancel</button>
          <span className="text-sm text-soft max-wide:hidden">Ctrl Enter saves</span>
        </p>
      </form>
      {ask}
    </>
  )
}

function momentIn(text: string, tz: string): Subject | undefined {
  const moment = readMoment(text.trim(), tz)
  return moment?.kind === 'instant' ? { kind: 'moment', at: new Date(moment.seconds * 1000).toISOString() } : undefined
}
