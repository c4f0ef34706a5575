import 'server-only'
import type { CoverState } from '@/lib/api/coverage'
import { quarter, quarterOf, type Deliveries } from '@/lib/sources/evidence'
import type { Span } from '@/lib/sources/lookup-events/reach'
import { silencesOf, type Silence } from './rhythm'

/** How a quarter of an hour is covered, and why. */
export interface Told {
  state: CoverState
  why: string
  /** Whether it lies before all that the source looks for, which is not a fault. */
  isBefore?: boolean
}

/** A stretch of quarters of an hour, counted from 1970; `to` is the first after it. */
export interface Quarters {
  from: number
  to: number
}

/** Tells of a stretch by painting over it: what is painted last holds. */
export type Paint = (stretch: Quarters, told: Told) => void

/** What a source of files has of one account and region. */
export interface OfFiles {
  /** What it is called in a sentence: `s3://trail-archive`. */
  name: string
  stored: Deliveries | undefined
  /** What lies there, as far as that was listed; undefined for what is listed as it is read. */
  found: Deliveries | undefined
  failed: ReadonlyMap<number, string>
  /** Spans of delivery, in seconds since 1970, of which all files are known. */
  known: readonly Span[]
  /** What was delivered up to this quarter may still wait to be read; undefined if nothing does. */
  waiting: number | undefined
  /** Seconds since 1970: what was delivered before is not looked for. */
  since: number | undefined
  /** What holds where it is not known what was delivered, and where not all of it is read. */
  unknown: Told
  unread: Told
}

/** What was delivered in a quarter of an hour, and in the one after it: events are delivered within some fifteen minutes. */
const margin = 1

/**
 * The coverage of one account and region by files that a trail delivers. A quarter of an hour (and so an hour) is complete
 * when a trail delivers to that account and region, it is known what it delivered then and in the quarter after, and all of
 * that is stored. A trail delivers nothing where nothing happens: no file is only missing where the trail's own rhythm says
 * that one should have come, and before its first.
 */
export function coverByFiles(of: OfFiles, stretch: Quarters, paint: Paint): void {
  const { name, stored, found, failed, known, waiting, since, unknown, unread } = of
  paint(stretch, unknown)
  if (since !== undefined) paint({ from: stretch.from, to: Math.ceil(since / quarter) }, { state: 'missing', why: `${name} is not read so far back.`, isBefore: true })
  const complete: Told = { state: 'complete', why: `All that was delivered to ${name} is stored.` }
  for (const { from, to } of known) paint({ from: Math.ceil(from / quarter), to: Math.floor((to + 1) / quarter) - margin }, complete)

  const begun = quarterOf(Math.min(stored?.first ?? Infinity, found?.first ?? Infinity))
  const before: Told = { state: 'missing', why: `It lies before the first file of this account and region in ${name}.`, isBefore: true }
  for (const { from, to } of known) paint({ from: quarterOf(from), to: Math.min(begun, quarterOf(to)) }, before)
  for (const { from, to } of standOf(of).silences) {
    const words = `Nothing was delivered to ${name} from ${timeOf(from)}${to >= knownTo(known) ? ' on' : ` to ${timeOf(to)}`}, though something usually comes at these hours.`
    paint({ from, to }, { state: 'missing', why: words })
  }

  if (waiting !== undefined && found === undefined) paint({ from: stretch.from, to: waiting + 1 }, unread)
  for (const at of standOf(of).unread) paint({ from: at - margin, to: at + 1 }, unread)
  for (const [at, why] of failed) paint({ from: at - margin, to: at + 1 }, { state: 'failed', why })
}

/** The quarter of an hour from which it is not known what was delivered. */
const knownTo = (known: readonly Span[]) => Math.floor((Math.max(0, ...known.map(({ to }) => to)) + 1) / quarter)

/** What follows from what a trail delivered and what of it is stored: stretches of silence, and quarters with files to be read. */
interface Stand {
  silences: Silence[]
  unread: number[]
}

/** It is asked for with every picture, and there are thousands of quarters of an hour: it is kept until something changes. */
const remembered = new WeakMap<Deliveries, Stand & { of: string }>()

/** The stand of an account and region, as far as it is known what was delivered. */
export function standOf({ stored, found, known }: Pick<OfFiles, 'stored' | 'found' | 'known'>): Stand {
  const key = found ?? stored
  if (key === undefined) return { silences: [], unread: [] }
  const to = knownTo(known)
  const now = `${found?.total} ${stored?.total} ${to}`
  const before = remembered.get(key)
  if (before?.of === now) return before
  // What is stored was found, unless that was before the start, and further back than was listed since.
  const isFound = found !== undefined && found.first <= (stored?.first ?? Infinity)
  const signs = Uint32Array.from(isFound ? found.signs : new Set([...(found?.signs ?? []), ...(stored?.signs ?? [])])).sort()
  const unread = [...(found?.files ?? [])].flatMap(([at, files]) => (files > (stored?.files.get(at) ?? 0) ? [at] : []))
  const stand = { of: now, silences: silencesOf(signs, to), unread }
  remembered.set(key, stand)
  return stand
}

const timeOf = (at: number) => `${new Date(at * quarter * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What LookupEvents has told of one account and region. */
export interface OfLookups {
  reach: readonly Span[]
  since: number
  problem: string | undefined
  isPaused: boolean
}

/** Seconds within which what LookupEvents has told up to is up to now. */
const fresh = 180

/** The coverage of one account and region by LookupEvents: provisional, as what a trail delivers may hold more. */
export function coverByLookups({ reach, since, problem, isPaused }: OfLookups, now: number, stretch: Quarters, paint: Paint): void {
  paint(stretch, isPaused ? { state: 'missing', why: 'LookupEvents is paused.' } : problem !== undefined ? { state: 'failed', why: problem } : { state: 'fetching', why: 'LookupEvents is being asked, newest first.' })
  const provisional: Told = { state: 'provisional', why: 'LookupEvents has told of it; no trail has.' }
  for (const { from, to } of reach) paint({ from: Math.ceil(from / quarter), to: to >= now - fresh ? stretch.to : Math.floor((to + 1) / quarter) }, provisional)
  const first = Math.ceil(since / quarter)
  if (stretch.from < first) paint({ from: stretch.from, to: first }, { state: 'missing', why: 'LookupEvents is not asked so far back.', isBefore: true })
}
