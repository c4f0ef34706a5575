import { expect, it } from 'vitest'
import { nextIn, type Spread } from './spread'

const spread: Spread = { total: 12, seconds: 900, starts: [0, 900, 9_000, 18_000], counts: [5, 1, 4, 2] }

it('finds the few stretches in which the next events are', () => {
  expect(nextIn(spread, 2, 'older', undefined)).toEqual({ spans: [{ from: 18_000, to: 18_900 }], events: 2 })
  expect(nextIn(spread, 3, 'older', undefined)).toEqual({ spans: [{ from: 18_000, to: 18_900 }, { from: 9_000, to: 9_900 }], events: 6 })
  expect(nextIn(spread, 8, 'older', 18_000)).toEqual({ spans: [{ from: 18_000, to: 18_900 }, { from: 9_000, to: 9_900 }, { from: 0, to: 1_800 }], events: 10 })
  expect(nextIn(spread, 6, 'newer', undefined)).toEqual({ spans: [{ from: 0, to: 1_800 }], events: 6 })
})

it('looks in the stretch of a place, of which it promises nothing', () => {
  expect(nextIn(spread, 1, 'older', 9_899)).toEqual({ spans: [{ from: 9_000, to: 9_900 }, { from: 900, to: 1_800 }], events: 1 })
  expect(nextIn(spread, 1, 'newer', 9_000)).toEqual({ spans: [{ from: 9_000, to: 9_900 }, { from: 18_000, to: 18_900 }], events: 2 })
  expect(nextIn(spread, 1, 'older', 0)).toEqual({ spans: [{ from: 0, to: 900 }], events: 0 })
  expect(nextIn(spread, 1, 'newer', 20_000)).toEqual({ spans: [], events: 0 })
})

it('looks from the first to the last where stretches are many', () => {
  const starts = Array.from({ length: 200 }, (_, index) => index * 9_000)
  const scattered: Spread = { total: 200, seconds: 900, starts, counts: starts.map(() => 1) }
  expect(nextIn(scattered, 101, 'older', undefined)).toEqual({ spans: [{ from: 99 * 9_000, to: 199 * 9_000 + 900 }], events: 101 })
})
