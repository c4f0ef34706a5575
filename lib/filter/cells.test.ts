import { expect, it } from 'vitest'
import { cellsOf } from './cells'
import { chooses } from './chooses'

const cells = (from: string, to: string, tz: string, by: 'hour' | 'day' = 'hour') => cellsOf({ from: new Date(from), to: new Date(to), tz }, by).map((start) => new Date(start * 1_000).toISOString().slice(5, 16))

it('cuts hours as the clock of the zone shows them, and a day on which clocks change has 23 or 25', () => {
  expect(cells('2026-03-01T10:10Z', '2026-03-01T12:00Z', 'UTC')).toEqual(['03-01T10:00', '03-01T11:00'])
  expect(cells('2026-03-01T10:10Z', '2026-03-01T12:00Z', 'Asia/Kathmandu')).toEqual(['03-01T09:15', '03-01T10:15', '03-01T11:15'])
  expect(cells('2023-10-28T22:00Z', '2023-10-29T23:00Z', 'Europe/Berlin')).toHaveLength(25)
  expect(cells('2023-03-25T23:00Z', '2023-03-26T22:00Z', 'Europe/Berlin')).toHaveLength(23)
  expect(cells('2023-10-28T22:00Z', '2023-10-30T23:00Z', 'Europe/Berlin', 'day')).toEqual(['10-28T22:00', '10-29T23:00'])
  expect(cells('2026-04-04T14:00Z', '2026-04-04T17:00Z', 'Australia/Lord_Howe')).toEqual(['04-04T14:00', '04-04T15:00', '04-04T15:30', '04-04T16:30'])
})

it('takes a text as a choice spells it', () => {
  const choice = (include: string[], exclude: string[] = []) => ({ include, exclude })
  expect(chooses(undefined, 'x')).toBe(true)
  expect(chooses(choice(['eu-*-1']), 'eu-west-1')).toBe(true)
  expect(chooses(choice(['eu-*-1']), 'eu-west-2')).toBe(false)
  expect(chooses(choice(['eu-west-1*1']), 'eu-west-1')).toBe(false)
  expect(chooses(choice(['a', 'b'], ['b']), 'b')).toBe(false)
  expect(chooses(choice([], ['us-*']), 'eu-west-1')).toBe(true)
  expect(chooses(choice(['any'], []), 'eu-west-1')).toBe(true)
  expect(chooses(choice(['none'], []), 'eu-west-1')).toBe(false)
})
