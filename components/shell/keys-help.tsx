'use client'

import { useEffect, useRef } from 'react'
import { presentGroups, type KeyGroup } from '@/components/ui/use-keys'

/** A key, or some, and what it does. */
type KeyWords = readonly [key: string, does: string]

const inPictures: KeyWords = ['arrows', 'in a picture: read it; Enter narrows, Backspace zooms out']

const words: Record<KeyGroup, readonly KeyWords[]> = {
  events: [
    ['j / k', 'next, previous event'],
    ['Enter', 'open the event'],
    ['Esc', 'close the reader'],
    ['e', 'narrow to who did it'],
    ['i', 'go to the page of who did it'],
    ['y', 'copy the link to the event'],
    ['c', 'copy the raw record (in the reader)'],
    ['v', 'fold or unfold the pictures'],
    inPictures,
  ],
  review: [
    ['j / k', 'next, previous story; in the reader: event'],
    ['Enter', 'read the events of the story'],
    ['Esc', 'close the reader'],
    ['e', 'expected'],
    ['s', 'suspicious: it stays until it is closed'],
    ['x', 'done'],
    ['n', 'leave a note'],
    ['u', 'undo'],
    ['f', 'expect it from now on'],
    ['o', 'sign off'],
    ['y', 'copy the link to the event (in the reader)'],
    ['c', 'copy the raw record (in the reader)'],
    ['v', 'fold or unfold the pictures'],
    inPictures,
  ],
  event: [
    ['y', 'copy the link to the event'],
    ['c', 'copy the raw record'],
  ],
  search: [['/', 'search']],
}

/** What a page without a list of its own goes by. */
const ofAnyPage: readonly KeyWords[] = [
  ['Tab', 'to the next control; with Shift to the one before'],
  ['Enter', 'press it, or follow the link'],
  ['Esc', 'close what is open'],
]

/** The keys of the page that is shown. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const groups = presentGroups()
  const hasList = groups.includes('events') || groups.includes('review')
  const keys: readonly KeyWords[] = [...(hasList ? [] : ofAnyPage), ...groups.filter((group) => group !== 'search').flatMap((group) => words[group]), ...(groups.includes('search') ? words.search : []), ['?', 'these keys']]
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      className="m-auto w-96 max-w-[calc(100vw-2rem)] rounded-md border border-edge bg-raised p-4 text-ink backdrop:bg-black/40"
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && close()}
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
      <button type="button" className="control" onClick={close}>
        Close
      </button>
    </dialog>
  )
}
