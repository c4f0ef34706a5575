import { expect, it } from 'vitest'
import { countTicks } from './plot'

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [7, [0, 3, 6, 9]],
  [30, [0, 10, 20, 30]],
  [31, [0, 15, 30, 45]],
  [1_234, [0, 500, 1_000, 1_500]],
  [999_800, [0, 400_000, 800_000, 1_200_000]],
])('names whole, round counts up to %i', (largest, ticks) => {
  expect(countTicks(largest)).toEqual(ticks)
})
