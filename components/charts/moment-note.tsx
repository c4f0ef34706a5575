'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { noteContract } from '@/lib/api/notes'
import { readMoment } from '@/lib/filter/moment'
import { useActing } from '@/components/review/use-acting'
import { refreshJournal } from '@/components/review/use-journal'
import { stamp, zoneName } from '@/components/time-format'

/** Leaves a note on a moment of the timeline. */
export function MomentNote({ at, tz, onDone }: { at: string; tz: string; onDone: () => void }) {
  const id = useId()
  const client = useQueryClient()
  const { act, ask } = useActing()
  const [problem, setProblem] = useState<string>()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = String(given.get('text') ?? '').trim()
    const moment = readMoment(String(given.get('at') ?? '').trim(), tz)
    if (moment?.kind !== 'instant') return setProblem('The moment is written as 2026-03-01 12:00:00.')
    if (text === '') return
    act(async (by) => {
      try {
        await send(noteContract, { by, on: { kind: 'moment', at: new Date(moment.seconds * 1000).toISOString() }, text })
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
      <form
        onSubmit={save}
        aria-labelledby={id}
        className="on-screen grid gap-1 border-t border-line px-3 py-2"
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
        }}
      >
        <p id={id} className="font-semibold">Note on a moment</p>
        <label className="grid w-fit gap-0.5">
          <span className="text-soft">Moment ({zoneName(tz, new Date(at))})</span>
          <input name="at" required defaultValue={stamp(new Date(at), tz)} className="field value w-52" />
        </label>
        <label className="grid gap-0.5">
          <span className="text-soft">Text</span>
          <textarea name="text" rows={2} required maxLength={4_000} autoFocus className="field w-full py-1" />
        </label>
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
