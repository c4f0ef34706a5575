import 'server-only'
import { z } from 'zod'
import type { QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import type { ActorKeys } from '@/lib/filter/sql'
import { counted } from './counted'
import { mostRecent } from './most-recent'
import type { Store } from './store'

/** How the events of a Filter lie in time. */
export interface Spread {
  total: number
  /** The length of a stretch, in seconds: quarters of an hour, as many as keep the stretches few. */
  seconds: number
  /** Stretches in which there are events, oldest first, by when they begin (seconds since 1970). */
  starts: readonly number[]
  /** How many events are in each. */
  counts: readonly number[]
}

const row = z.object({ starts: z.array(z.int()), counts: z.array(z.int()) })
const quarter = 900
const mostStretches = 4_000

/** What was counted, by what the store told of its span (another object whenever anything of it has changed) and the question. */
const known = new WeakMap<object, ReturnType<typeof mostRecent<Spread>>>()

/**
 * How the events of a Filter lie in time, counted once for all pages of a list: a search would else read every record again.
 * @throws EngineError when the engine gives up
 */
export async function spread({ engine, version, covers }: Pick<Store, 'engine' | 'version' | 'covers'>, filter: FixedFilter, keys: ActorKeys, options: QueryOptions): Promise<Spread> {
  // This is asked before counting: of what is stored meanwhile, another object tells.
  const stored = covers() ?? engine
  const before = known.get(stored) ?? mostRecent<Spread>(100)
  known.set(stored, before)
  const seconds = quarter * Math.max(1, Math.ceil((filter.to.getTime() - filter.from.getTime()) / 1000 / quarter / mostStretches))
  const inStretches = counted(filter, keys, [{ name: sql`start`, of: (at) => sql`intDiv(toUInt32(toStartOfFifteenMinutes(${at})), ${seconds}) * ${seconds}` }])
  const question = JSON.stringify([version(), inStretches])
  const answered = before.get(question)
  if (answered) return answered
  const [found] = await engine.rows(row, sql`
    SELECT groupArray(start) AS starts, groupArray(n) AS counts
    FROM (SELECT start, sum(n) AS n FROM (${inStretches}) GROUP BY start HAVING n > 0 ORDER BY start)`, options)
  const { starts, counts } = found ?? { starts: [], counts: [] }
  const answer = { total: counts.reduce((sum, count) => sum + count, 0), seconds, starts, counts }
  before.set(question, answer)
  return answer
}

/** A stretch of time, in seconds since 1970, `to` being the first second after it; and how many events are in it at least. */
export interface Stretch {
  from: number
  to: number
  events: number
}

/**
 * Where the next events from a place on are: that much is read, instead of searching for them.
 * @param wanted how many are looked for; fewer are found only where there are no more
 * @param start a second; its own quarter may be needed, and is not counted. Undefined for the newest (or, `newer`, oldest) events
 * @returns undefined where there are none
 */
export function nextIn({ starts, counts, seconds }: Spread, wanted: number, direction: 'older' | 'newer', start: number | undefined): Stretch | undefined {
  let found: Stretch | undefined
  const order = [...starts.keys()]
  if (direction === 'older') order.reverse()
  for (const index of order) {
    const from = starts[index] ?? 0
    const to = from + seconds
    const isBeyond = start === undefined || (direction === 'older' ? to <= start : from > start)
    const holdsStart = start !== undefined && from <= start && start < to
    if (!isBeyond && !holdsStart) continue
    found = { from: Math.min(from, found?.from ?? from), to: Math.max(to, found?.to ?? to), events: (found?.events ?? 0) + (isBeyond ? (counts[index] ?? 0) : 0) }
    if (found.events >= wanted) break
  }
  return found
}
