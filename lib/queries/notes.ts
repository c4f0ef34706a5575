import 'server-only'
import type { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { noteContract, notesContract } from '@/lib/api/notes'
import type { EntryOf } from '@/lib/journal/entry'
import { spellSubject } from '@/lib/journal/state'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/** Notes, newest first. */
export function notes({ store: { journal }, takes: { on, from, to, limit } }: Question<typeof notesContract, ReviewedStore>): Answer<typeof notesContract> {
  const isMeant = ({ on: subject }: EntryOf<'note'>) => {
    if (on !== undefined && spellSubject(subject) !== on) return false
    if (from === undefined && to === undefined) return true
    return subject.kind === 'moment' && (from === undefined || Date.parse(subject.at) >= Date.parse(from)) && (to === undefined || Date.parse(subject.at) < Date.parse(to))
  }
  const found = journal.state().notes.filter(isMeant)
  return { version: journal.version(), total: found.length, notes: found.slice(-limit).reverse().map(noteOf) }
}

/** Leaves a note. */
export async function leaveNote({ store: { journal }, sent: { by, on, text } }: { store: ReviewedStore; sent: z.output<typeof noteContract.sends> }): Promise<Answer<typeof noteContract>> {
  const entry = await journal.append(by, { kind: 'note', on, text })
  if (entry.kind !== 'note') throw new Error('what was entered is a note')
  return { version: journal.version(), note: noteOf(entry) }
}

const noteOf = ({ seq, at, by, on, text }: EntryOf<'note'>) => ({ seq, at, by, on, text })
