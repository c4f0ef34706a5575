import { expect, it } from 'vitest'
import { fieldsContract } from '@/lib/api/fields'
import { asking, storeHolding } from './asking'
import { events } from './events'
import { fields } from './fields'
import { someRecords } from './some-records'

const span = 'from=2024-03-01T00:00Z&to=2024-03-02T00:00Z'
const time = '"eventTime":"2024-03-01T12:00:00Z"'

it('lists the paths of the Filter’s records, each with its values, of which each selects as many events as it says', async () => {
  const store = await storeHolding([
    `{"eventID":"a",${time},"eventName":"A","requestParameters":{"items":[{"port":22},{"port":1.50},{"port":22}],"k.e:y":"none"}}`,
    `{"eventID":"b",${time},"eventName":"A","requestParameters":{"items":[{"port":22}],"big":123456789012345678901234567890,"no":null,"k.e:y":"a*\\"\\\\"}}`,
    `{"eventID":"c",${time},"eventName":"B","other":{"x":"y"}}`,
  ])
  const answer = fieldsContract.answers.parse(await fields(asking(store, `${span}&event=A`, { prefix: 'REQUESTparameters.', limit: 100 })))
  expect(answer.sampled).toBe(2)
  expect(answer.fields.map(({ path, count }) => [path, count])).toEqual([['requestParameters.items[].port', 2], ['requestParameters.k\\.e\\:y', 2], ['requestParameters.big', 1]])
  expect(answer.fields[0]?.values.map(({ label, count }) => [label, count])).toEqual([['22', 2], ['1.50', 1]])
  for (const { value, count } of answer.fields.flatMap(({ values }) => values)) {
    const search = new URLSearchParams([['event', 'A'], ['field', value]])
    expect([value, (await events(asking(store, `${span}&${search}`, { limit: 10 }))).total]).toEqual([value, count])
  }
})

it('gives values that select what they came from, whatever they are', async () => {
  const store = await storeHolding(someRecords(60))
  const wide = 'from=2023-10-26T00:00Z&to=2023-11-01T00:00Z'
  const { fields: all } = await fields(asking(store, wide, { prefix: '', limit: 1000 }))
  expect(all.map(({ path }) => path)).toContain('userIdentity.accessKeyId')
  for (const { value, count } of all.flatMap(({ values }) => values)) {
    expect([value, (await events(asking(store, `${wide}&${new URLSearchParams({ field: value })}`, { limit: 1 }))).total]).toEqual([value, count])
  }
})
