'use client'

import Link from 'next/link'
import type { ReviewItem } from '@/lib/api/review'
import { filterFrom, searchOf } from '@/lib/filter/filter'
import type { Verdict } from '@/lib/journal/entry'

interface Props {
  item: ReviewItem
  isDecided: boolean
  onOpen: () => void
  onDecide: (verdict: Verdict) => void
  onNote: () => void
  onUndo: () => void
}

/** What can be done about a story, each by a key or a press. */
export function ItemActions({ item, isDecided, onOpen, onDecide, onNote, onUndo }: Props) {
  return (
    <div className="on-screen mt-1.5 flex flex-wrap items-center gap-1" role="group" aria-label="Decide">
      <Action keyName="⏎" label="Read" onPress={onOpen} />
      <Action keyName="e" label="Expected" onPress={() => onDecide('expected')} />
      <Action keyName="s" label="Suspicious" onPress={() => onDecide('suspicious')} />
      <Action keyName="x" label="Done" onPress={() => onDecide('done')} />
      <Action keyName="n" label="Note…" onPress={onNote} />
      {isDecided && <Action keyName="u" label="Undo" onPress={onUndo} />}
      <Link className="link ml-1 touch:py-2" href={expectingAt(item)} prefetch={false}>
        Expect from now on…
        <kbd aria-hidden className="value ml-1 text-sm text-soft max-wide:hidden">f</kbd>
      </Link>
    </div>
  )
}

function Action({ keyName, label, onPress }: { keyName: string; label: string; onPress: () => void }) {
  return (
    <button type="button" className="control" onClick={onPress}>
      {label}
      <kbd aria-hidden className="value text-sm text-soft max-wide:hidden">
        {keyName}
      </kbd>
    </button>
  )
}

/** Where an expectation is given of what a story is about, whenever it happens. */
export const expectingAt = ({ filter }: Pick<ReviewItem, 'filter'>): string => `/expectations?${searchOf({ ...filterFrom(filter), from: undefined, to: undefined })}`
