import { expect, it } from 'vitest'
import { shadeOf, stepsOf } from './heat-scale'

it('keeps zero apart from one, and gives the largest count the deepest shade', () => {
  expect([0, 1, 1_000].map((count) => shadeOf(count, 1_000))).toEqual([0, 1, 6])
})

it('never grows fainter as counts grow', () => {
  const shades = Array.from({ length: 500 }, (_, count) => shadeOf(count, 499))
  expect(shades).toEqual(shades.toSorted((a, b) => a - b))
})

it('says in its legend at which count each shade begins', () => {
  for (const largest of [1, 2, 3, 10, 997, 123_456]) {
    for (const { shade, least } of stepsOf(largest)) {
      expect(shadeOf(least, largest)).toBe(shade)
      expect(shadeOf(least - 1, largest)).toBeLessThan(shade)
    }
  }
})
