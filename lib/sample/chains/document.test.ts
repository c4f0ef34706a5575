import { expect, it } from 'vitest'
import { defaultSeed } from '../generate'
import { chainsOf } from './all'
import { chainsDocument } from './document'

it('stands in CHAINS.md as it is in the default sample', async () => {
  await expect(chainsDocument(defaultSeed)).toMatchFileSnapshot('../CHAINS.md')
})

it('has keys and event ids that the seed decides, not the end of the logs', () => {
  const told = (to: string) => chainsOf('some seed', new Date(to)).map(({ behind, records }) => [behind, records.map(({ eventId }) => eventId)])
  expect(told('2026-01-31T12:00:00Z')).toEqual(told('2027-08-02T23:59:00Z'))
})
