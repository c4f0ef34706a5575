import { expect, it } from 'vitest'
import { age, duration, span, stamp, tick, zoneName } from './time-format'

const at = new Date('2026-03-29T00:59:59Z')

it('writes a time in its zone, on both sides of a change of clocks', () => {
  expect(stamp(at, 'Europe/Berlin')).toBe('2026-03-29 01:59:59')
  expect(stamp(new Date(at.getTime() + 1_000), 'Europe/Berlin')).toBe('2026-03-29 03:00:00')
  expect(stamp(at, 'Asia/Kolkata')).toBe('2026-03-29 06:29:59')
})

it('writes midnight as 00:00, as the day that begins', () => {
  expect(stamp(new Date('2026-01-01T00:00:00Z'), 'UTC')).toBe('2026-01-01 00:00:00')
  expect(tick(new Date('2026-01-01T00:00:00Z'), 'UTC', 900)).toBe('Thu 1 Jan')
})

it('names both days of a span only where they differ', () => {
  expect(span(new Date('2026-01-01T09:00:00Z'), new Date('2026-01-01T10:00:00Z'), 'UTC')).toBe('Thu 1 Jan 2026, 09:00 to 10:00')
  expect(span(new Date('2026-01-01T09:00:00Z'), new Date('2026-01-02T10:00:00Z'), 'UTC')).toBe('Thu 1 Jan 2026, 09:00 to Fri 2 Jan 2026, 10:00')
})

it('says what the clock is called at that time of the year', () => {
  expect([zoneName('Europe/London', new Date('2026-01-01')), zoneName('Europe/London', new Date('2026-07-01'))]).toEqual(['GMT', 'BST'])
})

it('says how old and how long', () => {
  expect(age(new Date(0), 3 * 3_600_000)).toBe('3 hours ago')
  expect([duration(42), duration(130), duration(7_300)]).toEqual(['42 s', '2 min 10 s', '2 h 1 min'])
})
