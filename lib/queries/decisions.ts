import 'server-only'
import type { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { DecidedItem, decideContract, decisionsContract, escalationContract } from '@/lib/api/decisions'
import { Failure } from '@/lib/api/failure'
import type { Entry, EntryOf } from '@/lib/journal/entry'
import type { ItemState, State } from '@/lib/journal/state'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/** What holds of items that were decided about. */
export function decisions({ store: { journal }, takes: { ids } }: Question<typeof decisionsContract, ReviewedStore>): Answer<typeof decisionsContract> {
  const { items } = journal.state()
  const found = ids ? ids.flatMap((id) => items.get(id) ?? []) : [...items.values()]
  return { version: journal.version(), items: found.map(told) }
}

/** What is known of an item, as the API tells it. */
export function told({ item, decisions, last, escalation }: ItemState): DecidedItem {
  const all = decisions.map(decisionOf)
  return { item, decision: all.at(-1) ?? null, before: all.slice(0, -1), last: last.seq, escalation: escalation ? decisionOf(escalation) : null }
}

const decisionOf = ({ seq, at, by, verdict, note }: EntryOf<'decision'>) => ({ seq, at, by, verdict, note: note ?? null })

/**
 * Enters a decision, or undoes the one that holds.
 * @throws Failure 409 if somebody decided after what the reviewer saw: both look again, and nothing is overruled unseen
 */
export async function decide({ store: { journal }, sent: { by, item, verdict, note, saw } }: { store: ReviewedStore; sent: z.output<typeof decideContract.sends> }): Promise<Answer<typeof decideContract>> {
  const guard = (state: State) => {
    const last = state.items.get(item.id)?.last
    if (saw !== undefined && last && last.seq !== saw) throw overtaken(last)
  }
  if (verdict === 'undo') {
    const standing = journal.state().items.get(item.id)?.decisions.at(-1)
    if (!standing) throw nothingToUndo
    await journal.append(by, { kind: 'undo', item, undoes: standing.seq }, (state) => {
      guard(state)
      const now = state.items.get(item.id)
      if (now?.decisions.at(-1)?.seq !== standing.seq) throw now ? overtaken(now.last) : nothingToUndo
    })
  } else await journal.append(by, { kind: 'decision', item, verdict, ...(note !== undefined && { note }) }, guard)
  return entered(journal, item.id)
}

/** Closes an escalation. */
export async function closeEscalation({ store: { journal }, sent: { by, id, note } }: { store: ReviewedStore; sent: z.output<typeof escalationContract.sends> }): Promise<Answer<typeof escalationContract>> {
  const open = (state: State) => {
    const known = state.items.get(id)
    if (known?.escalation) return { item: known.item, decision: known.escalation.seq }
    throw new Failure({ title: 'It is not escalated', status: 409, detail: 'Somebody closed it, or undid the decision that it is suspicious.', todo: 'Look at it again: the page shows who.' })
  }
  const { item, decision } = open(journal.state())
  await journal.append(by, { kind: 'escalation closed', item, decision, note }, (state) => {
    if (open(state).decision !== decision) throw overtaken(state.items.get(id)?.last)
  })
  return entered(journal, id)
}

function entered(journal: ReviewedStore['journal'], id: string): { version: number; item: DecidedItem } {
  const known = journal.state().items.get(id)
  if (!known) throw new Error('what was entered is known')
  return { version: journal.version(), item: told(known) }
}

const nothingToUndo = new Failure({ title: 'There is nothing to undo', status: 409, detail: 'No decision holds on this item.', todo: 'Look at it again: somebody may have undone it.' })

function overtaken(last: Entry | undefined): Failure {
  const what = last?.kind === 'decision' ? `marked it ${last.verdict}${last.note === undefined ? '' : ` (“${last.note}”)`}` : 'took a decision back'
  return new Failure({
    title: 'Somebody decided meanwhile', status: 409, detail: last ? `${last.by} ${what} at ${last.at}.` : 'It changed.', todo: 'Your decision is not entered. Decide again if you still see it so: both are kept in the journal.',
  })
}
