'use client'

import Link from 'next/link'
import { useState, type FormEvent } from 'react'
import { ask, send } from '@/lib/api/client'
import { dropViewContract, renameViewContract } from '@/lib/api/views'
import { BadParameter, filterFrom } from '@/lib/filter/filter'
import type { SavedView } from '@/lib/views/saved-view'
import { pageOf } from '@/components/filters/title'
import { describe } from '@/components/filters/time-range'
import { inWords } from '@/components/filters/words'
import { age, stamp, zoneName } from '@/components/time-format'
import { CopyButton } from '@/components/ui/copy'
import { useNow } from '@/components/ui/use-now'
import { shortLink, useViewChange } from './use-views'

/** One saved view: what it shows in words, and what can be done with it. */
export function ViewItem({ view, tz }: { view: SavedView; tz: string }) {
  const { id, name, savedAt } = view
  const [doing, setDoing] = useState<'renaming' | 'deleting'>()
  const renaming = useViewChange((next: string) => send(renameViewContract, { name: next }, { id }))
  const dropping = useViewChange(() => ask(dropViewContract, new URLSearchParams({ id })))
  const now = useNow()
  const at = new Date(savedAt)
  const problem = (renaming.error ?? dropping.error)?.problem
  const rename = (next: string) => renaming.mutate(next, { onSuccess: () => setDoing(undefined) })
  return (
    <li className="border-t border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {doing === 'renaming' ? (
          <RenameForm name={name} isPending={renaming.isPending} onDone={rename} onCancel={() => setDoing(undefined)} />
        ) : (
          <h3 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
            <Link className="link" href={`/v/${id}`} prefetch={false}>
              {name}
            </Link>
          </h3>
        )}
        <time dateTime={savedAt} className="text-soft" title={`${stamp(at, tz)} ${zoneName(tz, at)}`}>
          saved {age(at, now)}
        </time>
        <span className="on-screen ml-auto flex flex-wrap gap-1.5">
          {doing === 'deleting' ? (
            <>
              <button type="button" className="control font-semibold" disabled={dropping.isPending} onClick={() => dropping.mutate(undefined)} autoFocus>
                Delete, and end its link
              </button>
              <button type="button" className="control" onClick={() => setDoing(undefined)}>
                Keep
              </button>
            </>
          ) : (
            <>
              <CopyButton label="Copy short link" text={() => shortLink(id)} />
              <button type="button" className="control" aria-label={`Rename ${name}`} onClick={() => setDoing('renaming')}>
                Rename
              </button>
              <button type="button" className="control" aria-label={`Delete ${name}`} onClick={() => setDoing('deleting')}>
                Delete
              </button>
            </>
          )}
        </span>
      </div>
      <p className="mt-0.5 text-soft [overflow-wrap:anywhere]">{pageOf(view.path)}: {wordsOf(view)}</p>
      {problem && (
        <p role="alert" className="mt-1 w-fit bg-mark px-1.5">
          {problem.title}. {problem.todo ?? problem.detail}
        </p>
      )}
    </li>
  )
}

function RenameForm({ name, isPending, onDone, onCancel }: { name: string; isPending: boolean; onDone: (name: string) => void; onCancel: () => void }) {
  const [typed, setTyped] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isPending) onDone(typed)
  }
  return (
    <form onSubmit={submit} className="flex min-w-0 flex-1 basis-72 gap-1.5">
      <input
        className="field min-w-0 flex-1"
        aria-label={`New name of ${name}`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
        }}
        maxLength={120}
        required
        autoFocus
      />
      <button type="submit" className="control font-semibold" disabled={isPending || typed.trim() === ''}>
        Apply
      </button>
      <button type="button" className="control" onClick={onCancel}>
        Cancel
      </button>
    </form>
  )
}

/** What a view shows. One saved long ago may have what nobody can read today: its page says what. */
function wordsOf({ search }: SavedView): string {
  try {
    const filter = filterFrom(search)
    return `${describe(filter)} (${filter.tz}). ${inWords(filter)}.`
  } catch (error) {
    if (error instanceof BadParameter) return error.message
    throw error
  }
}
