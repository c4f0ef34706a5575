import { expect, it } from 'vitest'
import { missingColumns } from './gaps'

const gaps = [{ from: '2026-03-02T20:00:00.000Z', to: '2026-03-04T02:00:00.000Z' }]
const answer = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-05T00:00:00.000Z', gaps }
const days = ['2026-03-02', '2026-03-03', '2026-03-04']

it('tells days of which nothing is stored, in the zone', () => {
  expect([...missingColumns(answer, 'day', days, 'UTC')]).toEqual([1])
  expect([...missingColumns(answer, 'day', [...days, '2026-03-05'], 'Asia/Tokyo')]).toEqual([])
})

it('tells hours of which nothing is stored, where no day has them', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
  expect([...missingColumns({ ...answer, to: '2026-03-03T00:00:00.000Z', gaps: [{ from: gaps[0]?.from ?? '', to: '2026-03-03T00:00:00.000Z' }] }, 'hour', hours, 'UTC')]).toEqual([20, 21, 22, 23])
  expect([...missingColumns(answer, 'hour', hours, 'UTC')]).toEqual([])
})

it('tells hours of the week', () => {
  const hours = Array.from({ length: 168 }, (_, hour) => String(hour))
  const missing = missingColumns(answer, 'weekday-hour', hours, 'UTC')
  expect([19, 20, 49, 50].map((hour) => missing.has(hour))).toEqual([false, true, true, false])
})
