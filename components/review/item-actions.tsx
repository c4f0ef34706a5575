'use client'

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
      <a className="link ml-1 touch:py-2" href={`/expectations?${expecting(item.filter)}`}>
        Expect from now on…
      </a>
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

/** What a story is about, whenever it happens. */
const expecting = (query: string) => searchOf({ ...filterFrom(query), from: undefined, to: undefined }).toString()
