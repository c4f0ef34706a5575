'use client'

import { notesContract } from '@/lib/api/notes'
import { useAnswer } from '@/lib/api/use-answer'
import { stamp } from '@/components/time-format'

/** The notes that were left on a story. */
export function ItemNotes({ id, tz }: { id: string; tz: string }) {
  const { data, isPlaceholderData } = useAnswer(notesContract, { on: `item:${id}` })
  if (!data || isPlaceholderData || data.notes.length === 0) return null
  return (
    <ul aria-label="Notes" className="mt-1 grid gap-1">
      {data.notes.map(({ seq, at, by, text }) => (
        <li key={seq} className="border-l-2 border-edge pl-2">
          <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>{' '}
          <span className="text-soft">{by}, {stamp(new Date(at), tz)}</span>
        </li>
      ))}
    </ul>
  )
}
