'use client'

import { Bookmark, BookmarkCheck } from 'lucide-react'
import type { SavedView } from '@/lib/views/saved-view'
import { usePlace } from '@/components/filters/place-provider'
import { later } from '@/components/ui/later'
import { Popover } from '@/components/ui/popover'

const SaveForm = later(() => import('./save-form').then((code) => code.SaveForm), <div className="h-36" />)

/** Saves what the page shows under a name; where a saved view is shown, its name and its link. */
export function SaveView({ what }: { what: () => Pick<SavedView, 'path' | 'search'> }) {
  const { opened } = usePlace()
  const Icon = opened ? BookmarkCheck : Bookmark
  return (
    <Popover
      name={opened ? `Saved view: ${opened.name}` : 'Save view'}
      className="control min-w-0"
      onIntent={() => void SaveForm.load().catch(() => undefined)}
      label={
        <>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span className="max-w-48 truncate">{opened?.name ?? 'Save view'}</span>
        </>
      }
    >
      {() => <SaveForm what={what} />}
    </Popover>
  )
}
