import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { journalCheckContract, journalContract } from '@/lib/api/journal'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/** What was entered, newest first. */
export function journal({ store: { journal }, takes: { limit, before } }: Question<typeof journalContract, ReviewedStore>): Answer<typeof journalContract> {
  const all = journal.written()
  const entries = (before === undefined ? all : all.filter(({ entry }) => entry.seq < before)).slice(-limit).reverse()
  return { version: journal.version(), head: journal.head(), entries, problems: [...journal.problems()] }
}

/** Proves the journal whole, or says where it is not. */
export async function journalCheck({ store: { journal } }: Question<typeof journalCheckContract, ReviewedStore>): Promise<Answer<typeof journalCheckContract>> {
  const { lines, bytes, head, faults, cutOff } = await journal.check()
  return { whole: faults.length === 0, entries: lines, bytes, head, faults, cutOff: cutOff.length }
}
