import { expect, it } from 'vitest'
import { defaultSeed } from '../generate'
import { incidentsOf } from './all'
import { incidentsDocument } from './document'

it('stands in INCIDENTS.md as it is in the default sample', async () => {
  await expect(incidentsDocument(defaultSeed)).toMatchFileSnapshot('../INCIDENTS.md')
})

it('has event ids that the seed decides, not the end of the logs', () => {
  const ids = (to: string) => incidentsOf('some seed', new Date(to)).flatMap(({ records }) => records.map(({ eventId }) => eventId))
  expect(ids('2026-01-31T12:00:00Z')).toEqual(ids('2027-08-02T23:59:00Z'))
  expect(new Set(ids('2026-01-31T12:00:00Z')).size).toBe(ids('2026-01-31T12:00:00Z').length)
})

it('tells of six incidents', () => {
  expect(incidentsOf('some seed', new Date('2026-01-31T12:00:00Z'))).toHaveLength(6)
})
