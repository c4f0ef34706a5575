import { expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { storeHolding } from './asking'
import { gapsIn } from './gaps'

const at = (eventTime: string, index: number) => JSON.stringify({ eventID: `${index}`, eventTime, eventName: 'X' })
const span = (query: string) => fixed(filterFrom(query), Date.parse('2026-03-03T00:00:00Z'), undefined)
const hour = (index: number) => `2026-03-01T${String(index).padStart(2, '0')}:05:00Z`

it('tells hours without any data from hours without chosen events', async () => {
  const hours = [0, 1, 2, 3, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]
  const store = await storeHolding(hours.map(hour).map(at))
  const gaps = await gapsIn(store, span('from=2026-03-01T00:00Z&to=2026-03-03T00:00Z&event=Y'), 900, {})
  expect(gaps).toEqual([
    { from: '2026-03-01T03:15:00.000Z', to: '2026-03-01T12:00:00.000Z' },
    { from: '2026-03-01T23:15:00.000Z', to: '2026-03-03T00:00:00.000Z' },
  ])
})

it('takes the silences of a small account for what they are', async () => {
  const store = await storeHolding(['2026-03-01T00:05:00Z', '2026-03-01T06:05:00Z', '2026-03-01T12:05:00Z', '2026-03-01T18:05:00Z'].map(at))
  expect(await gapsIn(store, span('from=2026-03-01T00:00Z&to=2026-03-02T00:00Z'), 900, {})).toEqual([])
})

it('calls a span without any record one gap', async () => {
  const store = await storeHolding([])
  const { length } = await gapsIn(store, span('from=2026-03-01T00:00Z&to=2026-03-02T00:00Z'), 900, {})
  expect(length).toBe(1)
})
