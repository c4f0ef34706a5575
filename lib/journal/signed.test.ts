import { expect, it } from 'vitest'
import type { EntryOf } from './entry'
import { segmentsOf } from './signed'

const hour = 3_600_000
const signOff = (seq: number, from: number, to: number, accounts: string[] = []): EntryOf<'sign-off'> => ({
  kind: 'sign-off', seq, at: new Date(0).toISOString(), by: 'mara', prev: '0'.repeat(64), accounts, batch: seq, decided: [], open: [], seconds: null,
  period: { from: new Date(from * hour).toISOString(), to: new Date(to * hour).toISOString(), tz: 'UTC' }, counts: { events: 0, identities: 0, expected: 0 }, coverage: { completeTo: null, spans: [] },
})
const cut = (signOffs: EntryOf<'sign-off'>[], accounts: string[] = []) => segmentsOf(signOffs, 0, 24 * hour, accounts).map(({ from, to, signOff: by }) => [from / hour, to / hour, by?.seq])

it('says of every hour which sign-off holds, the newest of several, and where there is none', () => {
  expect(cut([])).toEqual([[0, 24, undefined]])
  expect(cut([signOff(1, -9, 9), signOff(2, 9, 33)])).toEqual([[0, 9, 1], [9, 24, 2]])
  expect(cut([signOff(1, 2, 20), signOff(2, 8, 10)])).toEqual([[0, 2, undefined], [2, 8, 1], [8, 10, 2], [10, 20, 1], [20, 24, undefined]])
})

it('takes a sign-off of some accounts for no more than these', () => {
  const some = [signOff(1, 0, 24, ['111122223333', '444455556666'])]
  expect(cut(some)).toEqual([[0, 24, undefined]])
  expect(cut(some, ['444455556666'])).toEqual([[0, 24, 1]])
  expect(cut(some, ['444455556666', '777788889999'])).toEqual([[0, 24, undefined]])
})
