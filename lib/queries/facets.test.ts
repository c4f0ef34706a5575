import { expect, it } from 'vitest'
import { facetFields, facetsContract, type FacetField } from '@/lib/api/facets'
import { asking, storeHolding } from './asking'
import { facets } from './facets'
import { someRecords } from './some-records'
import { total } from './total'

const span = 'from=2023-10-26T00:00Z&to=2023-11-01T00:00Z'

it('gives for each value the number of events that the value alone selects', { timeout: 120_000 }, async () => {
  const store = await storeHolding(someRecords(400))
  const { facets: answer } = facetsContract.answers.parse(await facets(asking(store, span, { fields: [...facetFields], limit: 1_000 })))
  for (const field of facetFields) {
    expect(answer[field]?.length, field).toBeGreaterThan(0)
    for (const { value, count } of answer[field] ?? []) {
      // A text that is a block selects the addresses in it.
      if (field === 'ip' && value.includes('/')) continue
      const { store: { engine }, filter } = asking(store, `${span}&${new URLSearchParams([[field, value]])}`, {})
      expect([field, value, await total(engine, filter, new Map(), {})]).toEqual([field, value, count])
    }
  }
})

it('leaves a field’s own choice out, and keeps the others', async () => {
  const record = (eventID: string, eventName: string, awsRegion: string) => ({ eventID, eventTime: '2023-10-28T12:00:00Z', eventName, awsRegion })
  const store = await storeHolding([record('1', 'A', 'here'), record('2', 'A', 'there'), record('3', 'B', 'here')])
  const fields: FacetField[] = ['event', 'region']
  const { facets: answer } = await facets(asking(store, `${span}&event=A&region=here`, { fields, limit: 20 }))
  expect(answer.event?.map(({ value, count }) => [value, count])).toEqual([['A', 1], ['B', 1]])
  expect(answer.region?.map(({ value, count }) => [value, count])).toEqual([['here', 1], ['there', 1]])
})
