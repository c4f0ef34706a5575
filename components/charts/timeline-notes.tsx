'use client'

import { useState } from 'react'
import { notesContract, type Note } from '@/lib/api/notes'
import { useAnswer } from '@/lib/api/use-answer'
import { stamp } from '@/components/time-format'
import { counted } from '@/components/ui/number'
import { bucketAtTime, bucketLeft, plot } from './plot'
import type { TimelineAnswer } from './series'

/** Marks that would stand closer than so many pixels are one. */
const apart = 12

interface Mark {
  x: number
  notes: Note[]
}

/** Notes on moments, each a small flag above its time; its text shows on hover and focus. */
export function TimelineNotes({ answer, width, tz }: { answer: TimelineAnswer; width: number; tz: string }) {
  const { data, isPlaceholderData } = useAnswer(notesContract, { from: answer.from, to: answer.to })
  if (!data || isPlaceholderData || data.notes.length === 0) return null
  return (
    <ul aria-label="Notes on moments" className="pointer-events-none absolute inset-0">
      {marksOf(data.notes, answer, width).map((mark) => (
        <Flag key={mark.notes[0]?.seq} mark={mark} width={width} tz={tz} />
      ))}
    </ul>
  )
}

const timeOf = ({ on }: Note) => (on.kind === 'moment' ? Date.parse(on.at) : 0)

function marksOf(notes: readonly Note[], answer: TimelineAnswer, width: number): Mark[] {
  const marks: Mark[] = []
  for (const note of notes.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    const x = bucketLeft(bucketAtTime(answer, timeOf(note)), width, answer.starts.length)
    const last = marks.at(-1)
    if (last && x - last.x < apart) last.notes.push(note)
    else marks.push({ x, notes: [note] })
  }
  return marks
}

function Flag({ mark: { x, notes }, width, tz }: { mark: Mark; width: number; tz: string }) {
  const [isShown, setShown] = useState(false)
  const isRight = x > width / 2
  const words = notes.map((note) => `${stamp(new Date(timeOf(note)), tz)}, ${note.by}: ${note.text}`).join('. ')
  return (
    <li>
      <span aria-hidden className="absolute border-l border-dashed border-ink/60" style={{ left: x, top: plot.margin.top, height: plot.height - plot.axis - plot.margin.top }} />
      <button
        type="button"
        aria-label={`${counted(notes.length, 'note')}: ${words}`}
        className="pointer-events-auto absolute grid h-5 w-5 -translate-x-1/2 place-items-center text-sm leading-none"
        style={{ left: x, top: 0 }}
        onMouseEnter={() => setShown(true)}
        onMouseLeave={() => setShown(false)}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onKeyDown={(event) => event.key === 'Escape' && setShown(false)}
        onClick={() => setShown(true)}
      >
        <span aria-hidden className="bg-ink px-1 text-paper">{notes.length === 1 ? '¶' : notes.length}</span>
      </button>
      {isShown && (
        <div aria-hidden className="absolute z-20 max-h-40 w-64 overflow-hidden rounded border border-edge bg-raised px-2 py-1.5 shadow-md" style={{ top: 22, ...(isRight ? { right: width - x } : { left: x }) }}>
          {notes.map((note) => (
            <p key={note.seq} className="mb-1">
              <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note.text}</span>{' '}
              <span className="text-soft">{note.by}, on {stamp(new Date(timeOf(note)), tz)}</span>
            </p>
          ))}
        </div>
      )}
    </li>
  )
}
