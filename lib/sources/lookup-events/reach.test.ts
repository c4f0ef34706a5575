import fc from 'fast-check'
import { expect, it } from 'vitest'
import { covered, missingOf, nextOf, withSpan, type Span } from './reach'

const whole: Span = { from: 0, to: 399 }
const span = fc.tuple(fc.integer({ min: -20, max: 420 }), fc.integer({ min: 0, max: 90 })).map(([from, length]) => ({ from, to: from + length }))
const seconds = (spans: readonly Span[]) => new Set(spans.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)))

it('says of every second whether it is covered, whatever spans come in whatever order', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const merged = spans.reduce<Span[]>(withSpan, [])
      expect(seconds(merged)).toEqual(seconds(spans))
      merged.slice(1).forEach(({ from }, index) => expect(from).toBeGreaterThan((merged[index]?.to ?? 0) + 1))
      const present = seconds(spans)
      const missing = seconds(missingOf(whole, spans))
      for (let second = whole.from; second <= whole.to; second++) expect(missing.has(second)).toBe(!present.has(second))
      expect(covered(whole, spans)).toBe(400 - missing.size)
    }),
  )
})

it('fetches the newest first, a day at a time, until nothing is missing', () => {
  const ninety = { from: 1, to: 90 * 86_400 }
  let done: Span[] = []
  const order: Span[] = []
  for (let next = nextOf(ninety, done); next; next = nextOf(ninety, done)) {
    order.push(next)
    done = withSpan(done, next)
  }
  expect(order).toHaveLength(90)
  expect(order[0]).toEqual({ from: 89 * 86_400 + 1, to: 90 * 86_400 })
  expect(order.at(-1)).toEqual({ from: 1, to: 86_400 })
  expect(done).toEqual([ninety])
})
