'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { noteContract } from '@/lib/api/notes'
import type { ReviewItem } from '@/lib/api/review'
import { refreshJournal } from './use-journal'
import { entryOf } from './use-queue'

/** Leaves a note on a story. */
export function NoteForm({ item, act, onClose }: { item: ReviewItem; act: (what: (by: string) => unknown) => void; onClose: () => void }) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const client = useQueryClient()
  const [problem, setProblem] = useState<string>()
  useEffect(() => dialog.current?.showModal(), [])
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text') ?? '').trim()
    if (text === '') return
    act(async (by) => {
      try {
        await send(noteContract, { by, on: { kind: 'item', item: entryOf(item) }, text })
        onClose()
        await refreshJournal(client)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(`${error.problem.title}. ${error.problem.detail}`)
      }
    })
  }
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose} className="m-auto w-[30rem] max-w-[calc(100vw-2rem)] rounded-md border border-edge bg-raised p-4 text-ink shadow-lg backdrop:bg-black/40">
      <form onSubmit={save} className="grid gap-2">
        <h2 id={id} className="font-semibold">Note</h2>
        <p className="text-soft [overflow-wrap:anywhere]">{item.title}</p>
        <label className="grid gap-1">
          Text
          <textarea
            name="text"
            rows={4}
            required
            maxLength={4_000}
            className="field py-1"
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
          />
        </label>
        {problem && <p role="alert" className="bg-mark px-1.5">{problem}</p>}
        <p className="flex items-center justify-end gap-2">
          <span className="mr-auto text-sm text-soft max-wide:hidden">Ctrl Enter saves</span>
          <button type="button" className="control" onClick={() => dialog.current?.close()}>Cancel</button>
          <button type="submit" className="control font-semibold">Save note</button>
        </p>
      </form>
    </dialog>
  )
}
