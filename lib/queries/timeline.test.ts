import { expect, it } from 'vitest'
import { timelineContract } from '@/lib/api/timeline'
import { asking, storeHolding } from './asking'
import { timeline } from './timeline'

const at = (eventTime: string, more: object = {}) => ({ eventID: eventTime + JSON.stringify(more), eventTime, ...more })

it('gives the day on which clocks go back its 25 hours', async () => {
  const store = await storeHolding(['2023-10-28T21:59:59Z', '2023-10-28T22:00:00Z', '2023-10-29T22:59:59Z', '2023-10-29T23:00:00Z'].map((time) => at(time)))
  const answer = await timeline(asking(store, 'from=2023-08-01T00:00Z&to=2023-12-01T00:00Z&tz=Europe/Berlin', { by: 'class' }))
  const { starts, series } = timelineContract.answers.parse(answer)
  const day = starts.indexOf('2023-10-28T22:00:00.000Z')
  expect(series[0]?.counts.slice(day - 1, day + 2)).toEqual([1, 2, 1])
})

it('shows the largest 20 series and sums up the rest as other, an event of that name included', async () => {
  const names = Array.from({ length: 23 }, (_, index) => Array.from({ length: index + 1 }, () => `Event${index}`)).flat()
  const store = await storeHolding([...names, ...Array.from({ length: 50 }, () => 'other')].map((eventName, index) => at('2024-03-01T12:34:56Z', { index, eventName })))
  const { series, total } = await timeline(asking(store, 'from=2024-03-01T00:00Z&to=2024-03-02T00:00Z', { by: 'event' }))
  expect(series).toHaveLength(21)
  expect(series.map(({ key, total: count }) => [key, count]).slice(0, 2)).toEqual([['Event22', 23], ['Event21', 22]])
  expect(series.at(-1)).toMatchObject({ key: 'other', total: 1 + 2 + 3 + 50 })
  expect(total).toBe(names.length + 50)
})

it.each([
  ['a minute', '2024-03-01T12:00:00Z', '2024-03-01T12:01:00Z', 1],
  ['an hour that begins at an odd second', '2024-03-01T11:59:59Z', '2024-03-01T12:59:59Z', 3],
  ['a week', '2024-02-28T00:00:00Z', '2024-03-06T00:00:00Z', 4],
  ['no time at all', '2024-03-01T12:00:00Z', '2024-03-01T12:00:00Z', 0],
])('counts each event once in %s', async (_, from, to, expected) => {
  const store = await storeHolding(['2024-03-01T11:59:59Z', '2024-03-01T12:00:00Z', '2024-03-01T12:58:00Z', '2024-03-01T12:59:59Z'].map((time) => at(time)))
  const answer = await timeline(asking(store, `from=${from}&to=${to}&tz=Asia/Kathmandu`, { by: 'severity' }))
  expect(answer.total).toBe(expected)
  expect(answer.series.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0)).toBe(expected)
  expect(answer.series.every(({ counts }) => counts.length === answer.starts.length)).toBe(true)
})
