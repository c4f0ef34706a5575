'use client'

import { viewsContract } from '@/lib/api/views'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import { counted } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { ViewItem } from './view-item'

/** The saved views: opened, shared by their short links, renamed, deleted. */
export function ViewsPage() {
  const { tz } = usePlace().filter
  const views = useAnswer(viewsContract, {})
  return (
    <main id="content" className="min-h-dvh max-w-5xl bg-paper wide:border-r wide:border-line">
      <h1 className="sr-only">Saved views</h1>
      <Panel
        title="Saved views"
        answer={views}
        isEmpty={({ views: all }) => all.length === 0}
        empty={
          <div className="px-3 pb-3">
            <p>Nothing is saved yet.</p>
            <p className="mt-1 text-soft">Save view, in the filter bar of a page, keeps what the page shows under a name, with a short link that can be pasted anywhere: it carries no names and no addresses.</p>
          </div>
        }
        skeleton={<div className="mx-3 mb-3 h-40 animate-pulse rounded bg-hover" />}
        aside={views.data && <span className="text-soft">{counted(views.data.views.length, 'view')}, kept in the data folder</span>}
      >
        {({ views: all }) => (
          <ul>
            {all.map((view) => (
              <ViewItem key={view.id} view={view} tz={tz} />
            ))}
          </ul>
        )}
      </Panel>
    </main>
  )
}
