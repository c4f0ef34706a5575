import type { Entry, EntryOf } from './entry'
import type { Item, Subject } from './remark'

/** What holds of one item. */
export interface ItemState {
  item: Item
  /** Decisions that were not undone, oldest first: the last holds. */
  decisions: EntryOf<'decision'>[]
  /** The last entry that decided or undid something here: what a reviewer says that was seen. */
  last: Entry
  /** The decision that it is suspicious, until that is undone or closed. */
  escalation: EntryOf<'decision'> | undefined
}

export interface ExpectationState {
  given: EntryOf<'expectation'>
  ended: EntryOf<'expectation ended'> | undefined
}

/** What all entries come to. */
export interface State {
  items: Map<string, ItemState>
  notes: EntryOf<'note'>[]
  /** By the number of the entry that gave it. */
  expectations: Map<number, ExpectationState>
  signOffs: EntryOf<'sign-off'>[]
  closed: EntryOf<'escalation closed'>[]
  /** Oldest first. */
  ruleChanges: EntryOf<'rule change'>[]
  /** The last entry on what each identity is; `is` is null in it once that was taken back. */
  kinds: Map<string, EntryOf<'identity kind'>>
}

export const noState = (): State => ({ items: new Map(), notes: [], expectations: new Map(), signOffs: [], closed: [], ruleChanges: [], kinds: new Map() })

/** What entries come to, in their order. */
export function stateOf(entries: Iterable<Entry>): State {
  const state = noState()
  for (const each of entries) fold(state, each)
  return state
}

/** Adds the next entry to a state, which it changes. */
export function fold(state: State, entry: Entry): void {
  switch (entry.kind) {
    case 'decision': {
      const { decisions = [], escalation } = state.items.get(entry.item.id) ?? {}
      // Not copied: a script may decide about one item a hundred thousand times.
      decisions.push(entry)
      state.items.set(entry.item.id, { item: entry.item, decisions, last: entry, escalation: entry.verdict === 'suspicious' ? entry : escalation })
      return
    }
    case 'undo': {
      const known = state.items.get(entry.item.id)
      if (!known) return
      const { decisions } = known
      const undone = decisions.findLastIndex(({ seq }) => seq === entry.undoes)
      if (undone >= 0) decisions.splice(undone, 1)
      const escalation = known.escalation?.seq === entry.undoes ? undefined : known.escalation
      state.items.set(entry.item.id, { ...known, decisions, last: entry, escalation })
      return
    }
    case 'escalation closed': {
      const known = state.items.get(entry.item.id)
      state.closed.push(entry)
      if (known?.escalation?.seq === entry.decision) state.items.set(entry.item.id, { ...known, escalation: undefined })
      return
    }
    case 'note':
      state.notes.push(entry)
      return
    case 'expectation':
      state.expectations.set(entry.seq, { given: entry, ended: undefined })
      return
    case 'expectation ended': {
      const known = state.expectations.get(entry.expectation)
      if (known) state.expectations.set(entry.expectation, { ...known, ended: known.ended ?? entry })
      return
    }
    case 'sign-off':
      state.signOffs.push(entry)
      return
    case 'identity kind':
      state.kinds.set(entry.identity, entry)
      return
    case 'rule change':
      state.ruleChanges.push(entry)
      return
    case 'recovery':
  }
}

/** The decision that holds of an item, if any does. */
export const decisionOn = (state: State, id: string): EntryOf<'decision'> | undefined => state.items.get(id)?.decisions.at(-1)

/** Items that are suspicious and not closed, oldest first. */
export const escalations = (state: State): (ItemState & { escalation: EntryOf<'decision'> })[] =>
  [...state.items.values()].flatMap((each) => (each.escalation ? [{ ...each, escalation: each.escalation }] : [])).sort((a, b) => a.escalation.seq - b.escalation.seq)

/** When an expectation ends: at its expiry, or when somebody ended it before. */
export const endOf = ({ given, ended }: ExpectationState): string => (ended && ended.at < given.until ? ended.at : given.until)

/** What a note is about, as one text: `event:…`, `identity:…`, `item:…`, `moment:…`. */
export function spellSubject(on: Subject): string {
  if (on.kind === 'item') return `item:${on.item.id}`
  if (on.kind === 'event') return `event:${on.eventID}`
  return on.kind === 'identity' ? `identity:${on.identity}` : `moment:${on.at}`
}
