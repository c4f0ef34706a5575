import { hoursAhead, type Day } from './clock'
import { randomOf } from './random'

/** How busy somebody is in each of the 24 hours of a day of UTC; an hour of full work is 1. */
export type Presence = (day: Day) => readonly number[]

/** Office hours by the local clock, with a lunch dip and a thin evening. */
const office = [0.01, 0, 0, 0, 0, 0.01, 0.04, 0.2, 0.7, 1, 1.1, 1, 0.4, 0.75, 1, 1, 0.9, 0.6, 0.25, 0.1, 0.08, 0.06, 0.04, 0.02]

/** How much of the office's traffic the company's customers make, by the hour of UTC. */
const customers = [
  0.5, 0.45, 0.4, 0.4, 0.45, 0.55, 0.7, 0.85, 1, 1.05, 1.1, 1.1, 1.15, 1.2, 1.25, 1.25, 1.2, 1.15, 1.1, 1.05, 0.95, 0.85, 0.7, 0.6,
]

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** A person's day: off on most weekends and now and then in the week; at AWS in some of the hours, elsewhere in others. */
export function atTheOffice(seed: string, login: string, zone: string): Presence {
  return (day) => {
    const random = randomOf(`${seed}/presence/${login}/${day.before}`)
    const works = random.float()
    const ahead = hoursAhead(zone, day)
    const shift = (random.float() - 0.5) * 1.6
    return hours.map((hour) => {
      const focus = random.chance(0.45) ? 1.8 : 0.12
      const local = hour + 0.5 + ahead
      const weekday = new Date(day.midnight + local * 3_600_000).getUTCDay()
      const free = weekday === 0 || weekday === 6
      if (works > (free ? 0.1 : 0.9)) return 0
      return (free ? 0.35 : 1) * focus * (office[Math.floor((local + shift + 48) % 24)] ?? 0)
    })
  }
}

/** Pipelines follow those who push: all day long on weekdays, little on weekends. */
export const withThePushes: Presence = (day) => {
  const weekday = new Date(day.midnight).getUTCDay()
  return hours.map((hour) => (weekday === 0 || weekday === 6 ? 0.1 : 1) * (hour < 4 ? 0.15 : hour < 6 || hour > 21 ? 0.4 : 1))
}

/** Applications follow the customers. */
export const withTheCustomers: Presence = (day) => {
  const weekday = new Date(day.midnight).getUTCDay()
  return customers.map((busy) => busy * (weekday === 0 || weekday === 6 ? 0.75 : 1))
}

/** Some programs never rest. */
export const always: Presence = () => hours.map(() => 1)

/** And some work at night. */
export const nightly: Presence = () => hours.map((hour) => (hour >= 1 && hour < 5 ? 1 : 0))
