import { expect, it } from 'vitest'
import { dayBefore, hoursAhead } from './clock'
import { atTheOffice } from './presence'

const presenceOn = (zone: string, date: string) => {
  const day = dayBefore(new Date(`${date}T00:00:00Z`), 0)
  const sum = Array.from({ length: 24 }, () => 0)
  for (let each = 0; each < 400; each++)
    atTheOffice('seed', `person ${each}`, zone)(day).forEach((busy, hour) => (sum[hour] = (sum[hour] ?? 0) + busy))
  return sum
}

it('moves the office hours of Berlin by an hour in UTC when its clocks change', () => {
  expect(hoursAhead('Europe/Berlin', dayBefore(new Date('2026-03-27T00:00:00Z'), 0))).toBe(1)
  expect(hoursAhead('Europe/Berlin', dayBefore(new Date('2026-03-30T00:00:00Z'), 0))).toBe(2)
  const winter = presenceOn('Europe/Berlin', '2026-03-27'),
    summer = presenceOn('Europe/Berlin', '2026-03-30')
  expect(winter[6] ?? 0).toBeLessThan((summer[6] ?? 0) * 0.7)
})

it('keeps the half hour of India', () => {
  expect(hoursAhead('Asia/Kolkata', dayBefore(new Date('2026-03-27T00:00:00Z'), 0))).toBe(5.5)
})

it('is quiet at weekends and at night, and dips at lunch', () => {
  const friday = presenceOn('Europe/Berlin', '2026-06-05'),
    saturday = presenceOn('Europe/Berlin', '2026-06-06')
  const total = (hours: number[]) => hours.reduce((sum, busy) => sum + busy, 0)
  expect(total(saturday)).toBeLessThan(total(friday) * 0.1)
  expect(friday[1] ?? 0).toBeLessThan((friday[8] ?? 0) * 0.05)
  expect(friday[10] ?? 0).toBeLessThan((friday[8] ?? 0) * 0.7)
})
