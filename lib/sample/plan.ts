import { bustleAt, type Actor, type World } from './actors'
import { dayBefore, daySeconds, type Day } from './clock'
import type { Place } from './estate'
import { oddsOf, type Odds } from './random'

/** What one day of the sample holds. Seconds are those of the day. */
export type DayPlan = { day: Day; from: number; to: number; records: number; duplicates: number }

/** The people and machines that may be active at a place in an hour. */
export type Cell = { place: Place; hour: number; crowd: Odds<Actor> }

/** Each hour of each place, in the order of hours, with those who may be active and how much work falls on it. */
export function cellsOf(world: World, { day, from, to }: Pick<DayPlan, 'day' | 'from' | 'to'>): Odds<Cell> {
  const crowds = new Map<Place, { actor: Actor; weights: readonly number[] }[]>(world.places.map((place) => [place, []]))
  for (const actor of world.actors) {
    const busy = actor.presence(day)
    for (const place of actor.places) {
      const scale = actor.weight * bustleAt(place)
      crowds.get(place)?.push({ actor, weights: busy.map((each) => each * scale) })
    }
  }
  const cells = Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour) =>
    world.places.map((place) => {
      const present = (crowds.get(place) ?? []).filter(({ weights }) => (weights[hour] ?? 0) > 0)
      const weighed = oddsOf(present, ({ weights }) => weights[hour] ?? 0)
      return { place, hour, crowd: { ...weighed, items: present.map(({ actor }) => actor) } }
    }),
  )
  return oddsOf(cells, ({ hour, crowd }) => crowd.total * partOf(hour, from, to))
}

/** Which part of an hour lies between two seconds of the day. */
const partOf = (hour: number, from: number, to: number) =>
  Math.max(0, Math.min(to, hour * 3600 + 3600) - Math.max(from, hour * 3600)) / 3600

/** How much work a day holds, without saying whose. */
const loadOf = (world: World, { day, from, to }: Pick<DayPlan, 'day' | 'from' | 'to'>) =>
  world.actors.reduce((sum, actor) => {
    const scale = actor.places.reduce((all, place) => all + bustleAt(place), 0) * actor.weight
    return sum + scale * actor.presence(day).reduce((all, busy, hour) => all + busy * partOf(hour, from, to), 0)
  }, 0)

/** Shares the records out over the days between two instants, by how much work each day holds. */
export function planDays(
  world: World,
  { from, to, records, duplicates }: { from: Date; to: Date; records: number; duplicates: number },
): DayPlan[] {
  const days = Math.round((dayBefore(to, 0).midnight - dayBefore(from, 0).midnight) / (daySeconds * 1000))
  const spans = Array.from({ length: days + 1 }, (_, index) => {
    const day = dayBefore(to, days - index)
    const second = (at: Date) => Math.floor((at.getTime() - day.midnight) / 1000)
    return { day, from: Math.max(0, second(from)), to: Math.min(daySeconds, second(to)) }
  })
  // A scrap of a day is too short for a session to open and be used.
  const loads = spans.map((span) => (span.to - span.from < 900 ? 0 : loadOf(world, span)))
  const total = loads.reduce((sum, load) => sum + load, 0)
  let sum = 0
  return spans.map((span, index) => {
    const before = sum
    sum += (loads[index] ?? 0) / total
    const upTo = index === spans.length - 1 ? 1 : sum
    const part = (of: number) => Math.round(of * upTo) - Math.round(of * before)
    return { ...span, records: part(records), duplicates: part(duplicates) }
  })
}
