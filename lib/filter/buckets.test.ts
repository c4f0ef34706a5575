import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bucketsOf, daysOf } from './buckets'

const of = (from: string, to: string, tz: string) => bucketsOf({ from: new Date(from), to: new Date(to), tz })
const lengths = (starts: readonly Date[]) => starts.slice(1).map((start, index) => (start.getTime() - (starts[index]?.getTime() ?? 0)) / 3_600_000)

it('makes the day on which clocks go back 25 hours long, and the one on which they go forward 23', () => {
  const { seconds, starts } = of('2023-08-01T00:00Z', '2023-12-01T00:00Z', 'Europe/Berlin')
  expect(seconds).toBe(86_400)
  expect(lengths(starts).filter((hours) => hours !== 24)).toEqual([25])
  expect(starts.map((start) => start.toISOString())).toContain('2023-10-28T22:00:00.000Z')
  expect(lengths(of('2024-02-01T00:00Z', '2024-06-01T00:00Z', 'Europe/Berlin').starts).filter((hours) => hours !== 24)).toEqual([23])
})

it('begins days where midnight does not exist at the first hour that does', () => {
  const days = daysOf({ from: new Date('2024-04-24T12:00Z'), to: new Date('2024-04-27T12:00Z'), tz: 'Africa/Cairo' })
  expect(days.map(({ date, start }) => [date, start.toISOString()])).toContainEqual(['2024-04-26', '2024-04-25T22:00:00.000Z'])
})

it('covers every span with at most about 200 buckets, in order and without gaps', () => {
  const second = fc.integer({ min: 0, max: 4_000_000_000 })
  fc.assert(
    fc.property(second, fc.oneof(fc.integer({ min: 0, max: 100_000 }), second), fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Chatham', 'America/Sao_Paulo', 'Africa/Cairo'), (from, length, tz) => {
      const [first, last] = [from, Math.min(from + length, 4_294_967_295)]
      const { starts } = bucketsOf({ from: new Date(first * 1000), to: new Date(last * 1000), tz })
      const seconds = starts.map((start) => start.getTime() / 1000)
      expect(starts.length).toBeGreaterThan(0)
      expect(starts.length).toBeLessThan(210)
      expect(seconds[0]).toBeLessThanOrEqual(first)
      expect(seconds.at(-1)).toBeLessThan(Math.max(last, first + 1))
      expect(seconds.every((each, index) => index === 0 || each > (seconds[index - 1] ?? 0))).toBe(true)
    }),
    { numRuns: 300 },
  )
})
