import { calendar } from '@/components/time-format'
import type { TimelineAnswer } from './series'

/** Where the plot stands in its picture, in pixels: shared by the bars and by what lies over them. */
export const plot = { height: 190, left: 44, axis: 22, margin: { top: 8, right: 8, bottom: 0, left: 0 } } as const

/** The part of the picture's width that bars stand on. */
export const plotWidth = (width: number): number => Math.max(1, width - plot.left - plot.margin.right)

/** Which bucket lies under a horizontal position of the picture, held within the first and last. */
export const bucketAt = (x: number, width: number, buckets: number): number =>
  Math.min(buckets - 1, Math.max(0, Math.floor(((x - plot.left) / plotWidth(width)) * buckets)))

/** Where a bucket begins, in pixels from the picture's left. */
export const bucketLeft = (index: number, width: number, buckets: number): number => plot.left + (index / buckets) * plotWidth(width)

/** When a bucket ends: where the next begins, or the end of the span. */
export const bucketEnd = ({ starts, bucketSeconds }: TimelineAnswer, index: number): Date =>
  new Date(starts[index + 1] ?? Date.parse(starts[index] ?? '') + bucketSeconds * 1_000)

/** Where among the buckets an instant lies: 2.5 is the middle of the third. */
export function bucketAtTime(answer: TimelineAnswer, at: number): number {
  const after = answer.starts.findIndex((start) => Date.parse(start) > at)
  const index = Math.max(0, (after < 0 ? answer.starts.length : after) - 1)
  const start = Date.parse(answer.starts[index] ?? answer.from)
  const part = (at - start) / Math.max(1, bucketEnd(answer, index).getTime() - start)
  return index + Math.min(1, Math.max(0, part))
}

const roundSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The counts that the axis names: zero and up to three whole steps of a round size, the last not below `largest`. */
export function countTicks(largest: number): number[] {
  const least = Math.max(1, largest) / 3
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)))
  const step = roundSteps.map((each) => each * power).find((each) => Number.isInteger(each) && each >= least) ?? least
  return Array.from({ length: Math.ceil(Math.max(1, largest) / step) + 1 }, (_, index) => index * step)
}

/** Pixels of a label such as `Wed 25 Nov`. */
const widestLabel = 76

const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720]

/** The starts of buckets that carry a label: as many as have room, on round times of the zone. */
export function ticksOf({ starts, bucketSeconds }: TimelineAnswer, tz: string, width: number): string[] {
  const room = Math.max(2, Math.floor(plotWidth(width) / 84))
  // A label is as wide to the right of its bucket as to the left, and is not to be cut off at the edge.
  const end = starts.length * (1 - (widestLabel / 2 - plot.margin.right) / plotWidth(width))
  const read = starts.flatMap((start, index) => (index + 0.5 <= end ? [{ start, ...calendar(new Date(start), tz) }] : []))
  const isMidnight = (at: (typeof read)[number]) => at.minutes === 0 && at.seconds === 0
  const ways: ((at: (typeof read)[number], index: number) => boolean)[] = [
    ...(bucketSeconds < 60 ? [5, 10, 15, 30].map((step) => (at: (typeof read)[number]) => at.seconds % step === 0) : []),
    ...minuteSteps.map((step) => (at: (typeof read)[number]) => at.seconds === 0 && at.minutes % step === 0),
    isMidnight,
    (at) => isMidnight(at) && at.day % 2 === 1 && at.day < 31,
    (at) => isMidnight(at) && at.isMonday,
    (at) => isMidnight(at) && at.day === 1,
    (at) => isMidnight(at) && at.day === 1 && at.month % 3 === 1,
  ]
  const thinned = (found: readonly { start: string }[]) => {
    const every = Math.ceil(found.length / room)
    return found.filter((_, index) => index % every === 0).map(({ start }) => start)
  }
  let finer: typeof read = read
  for (const way of ways) {
    const found = read.filter(way)
    if (found.length === 0) continue
    // One or two labels say too little: then every so many of the finer ones.
    if (found.length <= room) return found.length > 2 ? thinned(found) : thinned(finer)
    finer = found
  }
  return thinned(finer)
}
