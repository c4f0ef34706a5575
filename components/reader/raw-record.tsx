'use client'

import { useMemo, useState } from 'react'
import type { ListedEvent } from '@/lib/api/events'
import { bytes } from '@/components/ui/number'
import { CopyButton } from '@/components/ui/copy'
import { marksOf } from './marks'
import { readRecord, type RecordNode } from './record-text'
import { RecordTree } from './record-tree'

/** The raw record: as a tree that marks what is risky, or exactly as AWS wrote it. */
export function RawRecord({ event, raw }: { event: ListedEvent; raw: string }) {
  const [shape, setShape] = useState<'tree' | 'whole' | 'text'>('tree')
  const record = useMemo(() => parsed(raw), [raw])
  const marks = useMemo(() => marksOf(event.reasons), [event.reasons])
  const isText = shape === 'text' || record === undefined
  return (
    <section aria-label="Raw record" className="mt-3 border-t border-line pt-2">
      <header className="flex flex-wrap items-center gap-1">
        <h3 className="font-semibold">Raw record</h3>
        <span className="text-sm text-soft">{bytes(new TextEncoder().encode(raw).length)}</span>
        <span className="on-screen ml-auto flex gap-1">
          {!isText && (
            <button type="button" className="control control-quiet" aria-pressed={shape === 'whole'} onClick={() => setShape(shape === 'whole' ? 'tree' : 'whole')}>
              Unfold all
            </button>
          )}
          <button type="button" className="control control-quiet" aria-pressed={isText} disabled={record === undefined} onClick={() => setShape(isText ? 'tree' : 'text')}>
            As AWS wrote it
          </button>
          <CopyButton label="Copy raw" text={() => raw} />
        </span>
      </header>
      {record === undefined && <p className="text-soft">It is no JSON, so it is shown as it is.</p>}
      {isText ? (
        <pre tabIndex={0} aria-label="Raw text" className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {raw}
        </pre>
      ) : (
        <div key={shape} className="value mt-2 pl-4">
          <RecordTree node={record} path={[]} marks={marks} event={event} isLast isWhole={shape === 'whole'} />
        </div>
      )}
    </section>
  )
}

/** The record as a tree, or undefined if it is no JSON. */
export function parsed(raw: string): RecordNode | undefined {
  try {
    return readRecord(raw)
  } catch {
    return undefined
  }
}
