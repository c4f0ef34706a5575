'use client'

import Link from 'next/link'
import { useId, useState, type FormEvent } from 'react'
import { send } from '@/lib/api/client'
import { saveViewContract } from '@/lib/api/views'
import type { SavedView } from '@/lib/views/saved-view'
import { usePlace } from '@/components/filters/place-provider'
import { CopyButton } from '@/components/ui/copy'
import { shortLink, useViewChange } from './use-views'

/** Saves a view under a name; where a saved view is shown, its name and its link. */
export function SaveForm({ what }: { what: () => Pick<SavedView, 'path' | 'search'> }) {
  const { opened } = usePlace()
  return opened ? <Saved view={opened} /> : <Naming what={what} />
}

function Naming({ what }: { what: () => Pick<SavedView, 'path' | 'search'> }) {
  const [name, setName] = useState('')
  const saving = useViewChange((asked: Pick<SavedView, 'name' | 'path' | 'search'>) => send(saveViewContract, asked))
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!saving.isPending) saving.mutate({ name, ...what() })
  }
  if (saving.data) return <Saved view={saving.data} />
  return (
    <form onSubmit={submit} className="grid gap-2">
      <label className="grid gap-1">
        <span className="font-semibold">Save this view as</span>
        <input className="field" value={name} onChange={(event) => setName(event.target.value)} required autoFocus maxLength={120} aria-describedby={id} autoComplete="off" placeholder="Denied calls, week 12" />
      </label>
      <p id={id} className="text-sm text-soft" role={saving.error ? 'alert' : undefined}>
        {saving.error
          ? `${saving.error.problem.title}. ${saving.error.problem.todo ?? saving.error.problem.detail}`
          : 'Its times are fixed. It gets a short link that carries no names and no addresses.'}
      </p>
      <button type="submit" className="control justify-center font-semibold" disabled={saving.isPending || name.trim() === ''}>
        {saving.isPending ? 'Saving' : 'Save'}
      </button>
    </form>
  )
}

/** A view and its link. */
function Saved({ view: { id, name } }: { view: Pick<SavedView, 'id' | 'name'> }) {
  return (
    <div className="grid gap-2">
      <p role="status" className="[overflow-wrap:anywhere]">
        Saved as <span className="font-semibold">{name}</span>
      </p>
      <p className="value text-sm text-soft [overflow-wrap:anywhere]">/v/{id}</p>
      <p className="flex flex-wrap items-center gap-2">
        <CopyButton label="Copy short link" text={() => shortLink(id)} />
        <Link className="link" href="/views" prefetch={false}>
          All views
        </Link>
      </p>
    </div>
  )
}
