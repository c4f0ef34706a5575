/** Quarters of an hour in a day. */
const day = 96
/** So many days before the last delivery tell what is usual. */
const days = 28
/** A silence of less than an hour says nothing. */
const least = 4
/** A trail that delivered in fewer quarters of an hour has no rhythm yet. */
const fewest = 12
/** A silence is unusual if it would come about once in ten thousand times: the sum of `-ln(1 - share)` over its quarters. */
const unusual = Math.log(10_000)
/** However steadily something came, one quarter without it proves nothing. */
const mostCertain = 0.98

/** Quarters of an hour, counted from 1970, in which something came, in ascending order. */
export type Signs = readonly number[] | Uint32Array

/**
 * How usual it is that a trail delivers something, by the hour of the day (UTC), apart for weekends: quiet nights and quiet
 * regions are no silence, an hour without anything is one where something comes every few minutes.
 * @returns of a quarter, how much its silence surprises; 0 where nothing is known
 */
export function rhythmOf(signs: Signs): (quarter: number) => number {
  const [first, last] = [signs[0], signs[signs.length - 1]]
  if (first === undefined || last === undefined || signs.length < fewest) return () => 0
  const since = Math.max(first, last - days * day)
  const came = new Array<number>(48).fill(0)
  const had = new Array<number>(48).fill(0)
  for (let at = since; at <= last; at += 1) had[slotOf(at)] = (had[slotOf(at)] ?? 0) + 1
  for (let index = signs.length - 1; index >= 0; index -= 1) {
    const at = signs[index] ?? 0
    if (at < since) break
    came[slotOf(at)] = (came[slotOf(at)] ?? 0) + 1
  }
  const surprise = had.map((all, slot) => -Math.log(1 - Math.min(mostCertain, (came[slot] ?? 0) / (all + 1))))
  return (quarter) => surprise[slotOf(quarter)] ?? 0
}

/** The hour of the day, and 24 more on a Saturday or Sunday. 1970 began with a Thursday. */
function slotOf(quarter: number): number {
  const weekday = Math.floor(quarter / day + 3) % 7
  return Math.floor((quarter % day) / 4) + (weekday >= 5 ? 24 : 0)
}

/** A stretch without any delivery: its first quarter of an hour, and the first after it. */
export interface Silence {
  from: number
  to: number
}

/**
 * The silences of a trail that are too long for its rhythm, oldest first.
 * @param to the first quarter of an hour of which it is not known yet whether something came
 */
export function silencesOf(signs: Signs, to: number): Silence[] {
  const surpriseOf = rhythmOf(signs)
  const silences: Silence[] = []
  for (let index = 0; index < signs.length; index += 1) {
    const [from, end] = [(signs[index] ?? to) + 1, Math.min(to, signs[index + 1] ?? to)]
    if (end - from < least) continue
    let surprise = 0
    for (let at = from; at < end && surprise < unusual; at += 1) surprise += surpriseOf(at)
    if (surprise >= unusual) silences.push({ from, to: end })
  }
  return silences
}
