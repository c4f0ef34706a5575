import { expect, it } from 'vitest'
import { nextIn, type Spread } from './spread'

const spread: Spread = { total: 12, seconds: 900, starts: [0, 900, 9_000, 18_000], counts: [5, 1, 4, 2] }

it('finds the little time in which the next events are', () => {
  expect(nextIn(spread, 2, 'older', undefined)).toEqual({ from: 18_000, to: 18_900, events: 2 })
  expect(nextIn(spread, 3, 'older', undefined)).toEqual({ from: 9_000, to: 18_900, events: 6 })
  expect(nextIn(spread, 8, 'older', 18_000)).toEqual({ from: 0, to: 18_900, events: 10 })
  expect(nextIn(spread, 6, 'newer', undefined)).toEqual({ from: 0, to: 1_800, events: 6 })
  expect(nextIn(spread, 100, 'newer', undefined)).toEqual({ from: 0, to: 18_900, events: 12 })
})

it('looks in the quarter of a place, of which it promises nothing', () => {
  expect(nextIn(spread, 1, 'older', 9_899)).toEqual({ from: 900, to: 9_900, events: 1 })
  expect(nextIn(spread, 1, 'newer', 9_000)).toEqual({ from: 9_000, to: 18_900, events: 2 })
  expect(nextIn(spread, 1, 'older', 0)).toEqual({ from: 0, to: 900, events: 0 })
  expect(nextIn(spread, 1, 'newer', 20_000)).toBeUndefined()
})
