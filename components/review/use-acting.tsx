'use client'

import { useId, useRef, type FormEvent, type ReactNode } from 'react'
import { nameReviewer, reviewerName } from './reviewer'

/**
 * Does something in the reviewer's name; who has given none is asked first. `ask` is to be drawn somewhere on the page.
 */
export function useActing(): { act: (what: (by: string) => unknown) => void; rename: () => void; ask: ReactNode } {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const waiting = useRef<((by: string) => unknown) | undefined>(undefined)
  const open = (what?: (by: string) => unknown) => {
    waiting.current = what
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.select()
  }
  const given = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // Where this stands within another form, that one is not meant.
    event.stopPropagation()
    const name = new FormData(event.currentTarget).get('name')
    if (typeof name !== 'string' || name.trim() === '') return
    nameReviewer(name)
    dialog.current?.close()
    waiting.current?.(reviewerName())
  }
  return {
    act: (what) => {
      const by = reviewerName()
      if (by === '') open(what)
      else what(by)
    },
    rename: () => open(),
    ask: (
      <dialog ref={dialog} aria-labelledby={id} className="m-auto w-80 max-w-[calc(100vw-2rem)] rounded-md border border-edge bg-raised p-4 text-ink shadow-lg backdrop:bg-black/40">
        <form onSubmit={given} className="grid gap-2">
          <h2 id={id} className="font-semibold">Who reviews?</h2>
          <p className="text-soft">Your name stands beside what you decide, in the journal and in reports. This browser remembers it.</p>
          <label className="grid gap-1">
            Name
            <input name="name" required maxLength={80} autoComplete="name" className="field" defaultValue={typeof window === 'undefined' ? '' : reviewerName()} />
          </label>
          <div className="mt-1 flex justify-end gap-2">
            <button type="button" className="control" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button type="submit" className="control font-semibold">
              Save name
            </button>
          </div>
        </form>
      </dialog>
    ),
  }
}
