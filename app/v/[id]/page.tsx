import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { titleOf } from '@/components/filters/title'
import { OpenedView } from '@/components/views/opened-view'
import { openedDesk } from '@/lib/ingest/desk'
import { viewId } from '@/lib/views/saved-view'

interface Props {
  params: Promise<{ id: string }>
}

/** What a chat or a browser's history shows of the link: what kind of view it is, and neither its name nor whom it is about. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = openedDesk()?.views.find((await params).id)
  const description = view ? titleOf(view.path, new URLSearchParams(view.search)) : 'A view of AWS CloudTrail events'
  return { title: 'Saved view', description, openGraph: { title: 'Saved view', description, siteName: 'Traildesk', type: 'website' } }
}

/** A saved view, under the link that tells nothing of it. */
export default async function Page({ params }: Props) {
  const { id } = await params
  const desk = openedDesk()
  // While the desk is being opened the page waits for it, like every other.
  if (!viewId.safeParse(id).success || (desk && !desk.views.find(id))) notFound()
  return <OpenedView id={id} />
}
