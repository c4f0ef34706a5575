import { expect, it } from 'vitest'
import type { Entry, What } from './entry'
import { itemOf } from './some-entries'
import { decisionOn, endOf, escalations, fold, stateOf } from './state'

const entered = (...some: What[]): Entry[] => some.map((what, index) => ({ seq: index + 1, at: `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`, by: 'mara', ...what, prev: '0'.repeat(64) }))
const item = itemOf('a')

it('holds the last decision on an item, and the one before once that is undone', () => {
  const some: What[] = [{ kind: 'decision', item, verdict: 'unclear' }, { kind: 'decision', item, verdict: 'expected' }]
  expect(decisionOn(stateOf(entered(...some)), 'a')?.verdict).toBe('expected')
  expect(decisionOn(stateOf(entered(...some, { kind: 'undo', item, undoes: 2 })), 'a')?.verdict).toBe('unclear')
  expect(decisionOn(stateOf(entered(...some, { kind: 'undo', item, undoes: 2 }, { kind: 'undo', item, undoes: 1 })), 'a')).toBeUndefined()
})

it('adds the next decision on an item without copying those before: a script may decide a hundred thousand times', () => {
  const state = stateOf(entered({ kind: 'decision', item, verdict: 'unclear' }))
  const held = state.items.get('a')?.decisions
  for (const each of entered({ kind: 'note', on: { kind: 'event', eventID: 'e' }, text: 'x' }, { kind: 'decision', item, verdict: 'done' }, { kind: 'undo', item, undoes: 2 })) fold(state, each)
  expect(state.items.get('a')?.decisions).toBe(held)
  expect(held?.map(({ seq }) => seq)).toEqual([1])
})

it('keeps an escalation until it is closed or undone, whatever else is decided', () => {
  const some: What[] = [{ kind: 'decision', item, verdict: 'suspicious' }, { kind: 'decision', item, verdict: 'done' }]
  expect(escalations(stateOf(entered(...some)))).toMatchObject([{ item: { id: 'a' }, escalation: { seq: 1 } }])
  expect(escalations(stateOf(entered(...some, { kind: 'undo', item, undoes: 1 })))).toEqual([])
  expect(escalations(stateOf(entered(...some, { kind: 'escalation closed', item, decision: 1, note: 'A drill.' })))).toEqual([])
  expect(escalations(stateOf(entered(...some, { kind: 'undo', item, undoes: 2 })))).toHaveLength(1)
})

it('holds of an identity what was entered last of it', () => {
  const identity = 'arn:aws:iam::111122223333:user/ci'
  const { kinds } = stateOf(entered({ kind: 'identity kind', identity, is: 'person' }, { kind: 'identity kind', identity: 'other', is: 'robot' }, { kind: 'identity kind', identity, is: null }))
  expect([kinds.get(identity), kinds.get('other')]).toMatchObject([{ seq: 3, is: null }, { seq: 2, is: 'robot' }])
})

it('ends an expectation at its expiry, or when somebody ends it before', () => {
  const given: What = { kind: 'expectation', filter: 'event=X', from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z', reason: 'A migration.', owner: 'team' }
  const [open] = [...stateOf(entered(given)).expectations.values()]
  const [ended] = [...stateOf(entered(given, { kind: 'expectation ended', expectation: 1, reason: 'It is over.' })).expectations.values()]
  expect([open && endOf(open), ended && endOf(ended)]).toEqual(['2026-02-01T00:00:00Z', '2026-01-01T00:00:01Z'])
})
