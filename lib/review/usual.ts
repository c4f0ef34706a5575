import { gathered } from './gathered'
import { grouped } from './rank'
import type { Story } from './story'

/** An hour in which an identity did far more than it ever did at that hour. */
export interface UnusualHour {
  /** The identity; for sessions, their role. */
  identity: string
  /** Number of the local day, of the hour in it, and the start as seconds since 1970. */
  day: number
  hour: number
  start: number
  count: number
  /** The median at that hour of the days before, and the median deviation from it. */
  usual: number
  spread: number
  /** The most at that hour of any day before. */
  most: number
  /** The most in any hour of any day before. */
  busiest: number
  /** The same hour on the same weekday of the weeks before. */
  weekdays: readonly number[]
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** Events in an hour below which it is never out of the ordinary, and days of past without which nothing is usual. */
export const [fewestEvents, leastDays] = [30, 7] as const

/** Whether an hour is far beyond what is usual, by the measures of the review's question (lib/queries/review/hours.ts). */
export const isFarBeyond = ({ count, usual, spread, most, busiest }: Pick<UnusualHour, 'count' | 'usual' | 'spread' | 'most' | 'busiest'>): boolean =>
  count >= fewestEvents && count > usual + 6 * Math.max(1.4826 * spread, Math.sqrt(usual), 3) && (count > 2 * busiest || (usual >= 10 && count > 3 * most))

/** How an hour differs from what is usual, in words: “14 times its usual Tuesday from 10:00 to 11:00”. */
export function unusualWords({ count, hour, usual, most, busiest, weekdays: same, start }: UnusualHour, tz: string): string {
  const time = `${clock(hour)} to ${clock((hour + 1) % 24)}`
  const weekday = weekdays[['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(new Intl.DateTimeFormat('en', { timeZone: tz, weekday: 'short' }).format(start * 1000))] ?? 'day'
  const sameUsual = median(same)
  if (sameUsual > 0) return `${times(count / sameUsual)} its usual ${weekday} from ${time}: ${grouped(count)} events, usually ${grouped(sameUsual)}, never more than ${grouped(most)}.`
  if (usual > 0) return `${times(count / usual)} its usual day from ${time}: ${grouped(count)} events, usually ${grouped(usual)}, never more than ${grouped(most)}.`
  return `${grouped(count)} events from ${time}, when it usually does nothing; in its busiest hour before it did ${grouped(busiest)}.`
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
const times = (ratio: number) => `${ratio < 3 ? ratio.toFixed(1) : Math.round(ratio)} times`

/** A story of the hours in which an identity did far more than usual. */
export function volumeStories(hours: readonly UnusualHour[], tz: string, labelOf: (identity: string) => string): Story[] {
  const byIdentity = gathered(hours, ({ identity, day }) => JSON.stringify([identity, day]))
  return [...byIdentity.values()].flatMap((own): Story[] => {
    const sorted = own.toSorted((a, b) => a.start - b.start)
    const [worst] = own.toSorted((a, b) => b.count / Math.max(1, b.usual) - a.count / Math.max(1, a.usual))
    const [first, last] = [sorted[0], sorted.at(-1)]
    if (!worst || !first || !last) return []
    const ratio = worst.count / Math.max(1, median(worst.weekdays) || worst.usual || worst.busiest)
    const label = labelOf(worst.identity)
    return [{
      kind: 'volume', who: worst.identity, label, day: String(worst.day), identities: [worst.identity], severity: 'info', events: [],
      count: own.reduce((sum, { count }) => sum + count, 0), outcome: 'done', from: first.start, to: last.start + 3_600, choices: {},
      weights: [{ why: unusualWords(worst, tz), points: Math.min(20, Math.round(3 * Math.log2(ratio)) + Math.min(6, Math.round(Math.log10(worst.count) * 2))) }],
      title: `${label} did ${times(ratio)} as much as ${worst.usual > 0 ? 'usual' : 'ever in an hour'}`,
    }]
  })
}
