import type { Answer } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import { clock, dayName, duration } from '@/components/time-format'
import { coverNames } from './cover-states'

type Whole = Pick<Answer<typeof coverageContract>, 'to' | 'whole' | 'completeTo'>

/** `complete to 14:05, then provisional; 3 h missing before`: how far the coverage reaches, in one line. */
export function coverageWords({ to, whole, completeTo }: Whole, tz: string): string {
  const last = whole.at(-1)
  if (last === undefined) return ''
  if (whole.every(({ state }) => state === last.state)) return coverNames[last.state]
  const holes = whole.filter((each) => each.state !== 'complete' && (completeTo === null ? each !== last : each.to <= completeTo))
  const before = holesInWords(holes)
  if (completeTo === null) return `${coverNames[last.state]}${before && `; ${before}`}`
  if (last.state === 'complete') return before ? `complete but for ${before}` : 'complete'
  const next = whole.find((each) => each.state !== 'complete' && each.from >= completeTo) ?? last
  const at = new Date(completeTo)
  const isSameDay = dayName(at, tz) === dayName(new Date(to), tz)
  return `complete to ${isSameDay ? '' : `${dayName(at, tz)} `}${clock(at, tz)}, then ${coverNames[next.state]}${before && `; ${before} before`}`
}

/** `3 h missing, 15 min failed` */
function holesInWords(holes: Whole['whole']): string {
  const seconds = new Map<string, number>()
  for (const { from, to, state } of holes) seconds.set(coverNames[state], (seconds.get(coverNames[state]) ?? 0) + (Date.parse(to) - Date.parse(from)) / 1_000)
  return [...seconds].map(([name, sum]) => `${roundly(sum)} ${name}`).join(', ')
}

/** Whole hours, where there are several. */
const roundly = (seconds: number) => (seconds >= 7_200 && seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : duration(seconds).replace(' 0 min', '').replace(' 0 s', ''))
