import { describe, expect, it } from 'vitest'
import { silencesOf } from './rhythm'

/** 2 March 2026, a Monday, as a quarter of an hour. */
const monday = Date.parse('2026-03-02T00:00:00Z') / 900_000
const day = 96
/** The quarters of so many days in which something comes. */
const during = (days: number, comes: (hour: number, weekday: number, quarter: number) => boolean) =>
  Array.from({ length: days * day }, (_, index) => monday + index).filter((_, index) => comes((index % day) / 4, Math.floor(index / day) % 7, index))
const end = (signs: readonly number[]) => (signs.at(-1) ?? 0) + 1

describe('the silence of a trail', () => {
  it('is told after an hour where something comes every quarter of an hour, and not before', () => {
    const signs = during(3, () => true)
    expect(silencesOf(signs, end(signs) + 3)).toEqual([])
    expect(silencesOf(signs, end(signs) + 4)).toEqual([{ from: end(signs), to: end(signs) + 4 }])
  })

  it('is no silence at night and at the weekend, where that is usual, but is one on Monday morning', () => {
    const signs = during(28, (hour, weekday) => weekday < 5 && hour >= 8 && hour < 18)
    expect(silencesOf(signs, monday + 28 * day)).toEqual([])
    expect(silencesOf(signs, monday + 28 * day + 8 * 4 + 2)).toEqual([])
    expect(silencesOf(signs, monday + 28 * day + 10 * 4)).toHaveLength(1)
  })

  it('takes longer to be one where little happens, and never is one where nearly nothing does', () => {
    const seldom = during(21, (_, __, quarter) => quarter % 8 === 0)
    expect(silencesOf(seldom, end(seldom) + 16)).toEqual([])
    expect(silencesOf(seldom, end(seldom) + 2 * day)).toHaveLength(1)
    const rarely = during(21, (_, __, quarter) => quarter % 200 === 0)
    expect(silencesOf(rarely, end(rarely) + 4 * day)).toEqual([])
  })

  it('is found in the past as well, and ends with the next delivery', () => {
    const signs = during(10, (_, __, quarter) => quarter < 500 || quarter >= 520)
    expect(silencesOf(signs, end(signs))).toEqual([{ from: monday + 500, to: monday + 520 }])
  })
})
