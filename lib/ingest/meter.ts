/** Seconds that a rate is measured over. */
const window = 60
/** Seconds between two readings, at least. */
const least = 1

/** How fast something goes, and how long it still takes. */
export interface Pace {
  perSecond: number
  /** Null if it is done, or nothing moves. */
  secondsLeft: number | null
}

interface Reading {
  at: number
  count: number
  share: number
}

/** Measures what is fetched, by readings of how much was, and which share of all that is. */
export function meter(now: () => number = () => Date.now() / 1_000) {
  let readings: Reading[] = []
  return {
    read(count: number, share: number): Pace {
      const at = now()
      const last = readings.at(-1)
      if (last === undefined || at - last.at >= least) readings.push({ at, count, share })
      readings = readings.filter((each, index) => at - each.at <= window || index === readings.length - 1)
      const [first] = readings
      if (first === undefined || at - first.at < least) return { perSecond: 0, secondsLeft: null }
      const gained = (share - first.share) / (at - first.at)
      return { perSecond: Math.max(0, count - first.count) / (at - first.at), secondsLeft: share < 1 && gained > 0 ? Math.round((1 - share) / gained) : null }
    },
  }
}
