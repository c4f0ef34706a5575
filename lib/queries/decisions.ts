import 'server-only'
import type { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { DecidedItem, decideContract, decisionsContract, escalationContract } from '@/lib/api/decisions'
import { Failure } from '@/lib/api/failure'
import type { Entry, EntryOf } from '@/lib/journal/entry'
import type { ItemState } from '@/lib/journal/state'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/** What holds of items that were decided about. */
export function decisions({ store: { journal }, takes: { ids } }: Question<typeof decisionsContract, ReviewedStore>): Answer<typeof decisionsContract> {
  const { items } = journal.state()
  return { version: journal.version(), items: [...new Set(ids)].flatMap((id) => items.get(id) ?? []).map(told) }
}

/** Most of what held of an item before that is told: a script may decide a hundred thousand times. */
const mostBefore = 20

/** What is known of an item, as the API tells it. */
export function told({ item, decisions, last, escalation }: ItemState): DecidedItem {
  const all = decisions.slice(-mostBefore - 1).map(decisionOf)
  return { item, decision: all.at(-1) ?? null, before: all.slice(0, -1), last: last.seq, escalation: escalation ? decisionOf(escalation) : null }
}

const decisionOf = ({ seq, at, by, verdict, note }: EntryOf<'decision'>) => ({ seq, at, by, verdict, note: note ?? null })

/**
 * Enters a decision, or undoes the one that holds.
 * @throws Failure 409 if somebody decided after what the reviewer saw: both look again, and nothing is overruled unseen
 */
export async function decide({ store: { journal }, sent: { by, item, verdict, note, saw } }: { store: ReviewedStore; sent: z.output<typeof decideContract.sends> }): Promise<Answer<typeof decideContract>> {
  await journal.append(by, (state) => {
    const known = state.items.get(item.id)
    if (saw !== undefined && known && known.last.seq !== saw) throw overtaken(known.last)
    if (verdict !== 'undo') return { kind: 'decision', item, verdict, ...(note !== undefined && { note }) }
    const standing = known?.decisions.at(-1)
    if (!standing) throw new Failure({ title: 'There is nothing to undo', status: 409, detail: 'No decision holds on this item.', todo: 'Look at it again: somebody may have undone it.' })
    return { kind: 'undo', item, undoes: standing.seq }
  })
  return entered(journal, item.id)
}

/** Closes an escalation. */
export async function closeEscalation({ store: { journal }, sent: { by, id, note } }: { store: ReviewedStore; sent: z.output<typeof escalationContract.sends> }): Promise<Answer<typeof escalationContract>> {
  await journal.append(by, ({ items }) => {
    const known = items.get(id)
    if (!known?.escalation) throw new Failure({ title: 'It is not escalated', status: 409, detail: 'Somebody closed it, or undid the decision that it is suspicious.', todo: 'Look at it again: the page shows who.' })
    return { kind: 'escalation closed', item: known.item, decision: known.escalation.seq, note }
  })
  return entered(journal, id)
}

function entered(journal: ReviewedStore['journal'], id: string): { version: number; item: DecidedItem } {
  const known = journal.state().items.get(id)
  if (!known) throw new Error('what was entered is known')
  return { version: journal.version(), item: told(known) }
}

function overtaken(last: Entry): Failure {
  const what = last.kind === 'decision' ? `marked it ${last.verdict}${last.note === undefined ? '' : ` (“${last.note}”)`}` : 'took a decision back'
  return new Failure({
    title: 'Somebody decided meanwhile', status: 409, detail: `${last.by} ${what} at ${last.at}.`, todo: 'Your decision is not entered. Decide again if you still see it so: both are kept in the journal.',
  })
}
