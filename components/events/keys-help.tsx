'use client'

import { useEffect, useRef } from 'react'

/** A key, or some, and what it does. */
export type KeyWords = readonly [key: string, does: string]

const ofExplore: readonly KeyWords[] = [
  ['j / k', 'next, previous event'],
  ['Enter', 'open the event'],
  ['Esc', 'close the reader'],
  ['e', 'narrow to who did it'],
  ['i', 'go to the page of who did it'],
  ['y', 'copy the link to the event'],
  ['c', 'copy the raw record (in the reader)'],
  ['v', 'fold or unfold the pictures'],
  ['/', 'search'],
  ['?', 'these keys'],
  ['arrows', 'in a picture: read it; Enter narrows, Backspace zooms out'],
]

/** The keys of a page. */
export function KeysHelp({ isOpen, onClose, keys = ofExplore }: { isOpen: boolean; onClose: () => void; keys?: readonly KeyWords[] }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      className="m-auto w-96 max-w-[calc(100vw-2rem)] rounded-md border border-edge bg-raised p-4 text-ink backdrop:bg-black/40"
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <h2 id="keys-title" className="font-semibold">
        Keys
      </h2>
      <dl className="my-3 grid grid-cols-[5rem_1fr] gap-y-1.5">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt className="value">{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="control" onClick={onClose}>
        Close
      </button>
    </dialog>
  )
}
