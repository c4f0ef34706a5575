'use client'

import type { ListedEvent } from '@/lib/api/events'
import { excluding, only } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { labelOf, textOf } from '@/components/filters/words'
import { isPaged, PageLink } from '@/components/subject/page-link'
import { askedBy } from './asked-by'
import type { Path, RecordNode } from './record-text'

/** ⊕ narrows to a value of the record, ⊖ leaves out events that have it. */
export function ValueActions({ path, node, event }: { path: Path; node: RecordNode; event: ListedEvent }) {
  const { filter, narrow } = usePlace()
  const asked = askedBy(path, node, event.identity)
  if (!asked) return null
  const { name, value } = asked
  const what = `${labelOf(name, value)} ${textOf(name, value)}`.slice(0, 120)
  const button = 'h-5 text-soft hover:text-ink touch:-my-1 touch:h-auto touch:p-1.5'
  return (
    <span className="on-screen ml-auto flex shrink-0 items-start gap-1.5 opacity-0 focus-within:opacity-100 group-hover:opacity-100 touch:opacity-70">
      <button type="button" className={`plus ${button}`} title={`Filter: ${what}`} aria-label={`Filter: ${what}`} onClick={() => narrow(only(filter, name, value))} />
      <button type="button" className={`minus ${button}`} title={`Exclude: ${what}`} aria-label={`Exclude: ${what}`} onClick={() => narrow(excluding(filter, name, value))} />
      {isPaged(name) && <PageLink name={name} value={textOf(name, value)} className="touch:-my-1 touch:p-1.5" />}
    </span>
  )
}
