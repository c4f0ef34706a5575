import 'server-only'
import type { Answer, Takes } from '@/lib/api/contract'
import type { coverageContract, CoverState } from '@/lib/api/coverage'
import { cellsOf } from '@/lib/filter/cells'
import { chooses } from '@/lib/filter/chooses'
import type { FixedFilter } from '@/lib/filter/filter'
import { quarter, quarterOf } from '@/lib/sources/evidence'
import type { Paint, Quarters, Told } from './cover'

type Coverage = Answer<typeof coverageContract>

/** What one source tells of one account and region: it paints over a stretch of time. */
export interface Witness {
  source: string
  account: string
  region: string
  /** Whether what it tells is of files, which say more than LookupEvents. */
  isOfFiles: boolean
  cover(stretch: Quarters, paint: Paint): void
}

const rank: Record<CoverState, number> = { complete: 0, provisional: 1, fetching: 2, failed: 3, missing: 4 }
/** Days at most, by which it is cut. */
const mostDays = { hour: 416, day: 4_000 }
const nothing: Told = { state: 'missing', why: 'No source reads it.', isBefore: true }

/**
 * How complete the store is in a Filter's span, for each account and region that it chooses. Of several sources the one counts
 * that covers an hour best; of the quarters of an hour that a cell is made of, the worst.
 * @param now seconds since 1970
 */
export function coverageOf(witnesses: readonly Witness[], filter: FixedFilter, { by, limit }: Takes<typeof coverageContract>, now: number): Coverage {
  const to = Math.max(Math.min(filter.to.getTime() / 1_000, now), filter.from.getTime() / 1_000)
  const from = Math.max(filter.from.getTime() / 1_000, to - mostDays[by] * 86_400)
  const stretch: Quarters = { from: quarterOf(from), to: Math.max(quarterOf(from) + 1, Math.ceil(to / quarter)) }
  const starts = cellsOf({ from: new Date(from * 1_000), to: new Date(to * 1_000), tz: filter.tz }, by)
  const chosen = placesOf(witnesses).filter(({ account, region }) => chooses(filter.choices.account, account) && chooses(filter.choices.region, region))

  const length = stretch.to - stretch.from
  const whole: Whole = { weights: new Uint8Array(length), told: new Array<Told>(length).fill(nothing), place: new Uint16Array(length), places: new Uint16Array(length) }
  const rows = chosen.map((place, index) => {
    const told = painted(place.witnesses, stretch)
    addTo(whole, told, index)
    const row = { account: place.account, region: place.region, sources: place.witnesses.map(({ source }) => source) }
    return index < limit ? [{ ...row, runs: runsOf(told, starts, stretch) }] : []
  })
  const spans = spansOf(whole, (index) => `Account ${chosen[index]?.account}, ${chosen[index]?.region}: `, stretch, from, to)
  return {
    from: isoOf(from),
    to: isoOf(to),
    starts: starts.map(isoOf),
    totalRows: chosen.length,
    rows: rows.flat(),
    whole: spans,
    completeTo: spans.findLast(({ state }) => state === 'complete')?.to ?? null,
  }
}

interface Place {
  account: string
  region: string
  witnesses: Witness[]
}

function placesOf(witnesses: readonly Witness[]): Place[] {
  const places = new Map<string, Place>()
  for (const witness of witnesses) {
    const { account, region } = witness
    const place = places.get(`${account} ${region}`) ?? { account, region, witnesses: [] }
    places.set(`${account} ${region}`, place)
    place.witnesses.push(witness)
  }
  return [...places.values()].sort((a, b) => (a.account === b.account ? (a.region < b.region ? -1 : 1) : a.account < b.account ? -1 : 1))
}

/** What holds of each quarter of an hour: the best that a witness tells. */
function painted(witnesses: readonly Witness[], stretch: Quarters): Told[] {
  const all = [...witnesses].sort((a, b) => Number(b.isOfFiles) - Number(a.isOfFiles)).map((witness) => {
    const told = new Array<Told>(stretch.to - stretch.from).fill(nothing)
    witness.cover(stretch, (part, paint) => told.fill(paint, Math.max(0, part.from - stretch.from), Math.max(0, part.to - stretch.from)))
    return { told, isOfFiles: witness.isOfFiles }
  })
  const [first, ...others] = all
  if (first === undefined) return []
  const best = first.told
  const joined = new Map<Told, Map<Told, Told>>()
  for (const { told, isOfFiles } of others) {
    for (let at = 0; at < best.length; at += 1) {
      const [held = nothing, other = nothing] = [best[at], told[at]]
      if (rank[other.state] >= rank[held.state]) continue
      // What LookupEvents alone has told of: what is the matter with the files is worth to be told.
      best[at] = first.isOfFiles && !isOfFiles && !held.isBefore ? both(joined, other, held) : other
    }
  }
  return best
}

function both(joined: Map<Told, Map<Told, Told>>, better: Told, worse: Told): Told {
  const known = joined.get(better) ?? new Map<Told, Told>()
  joined.set(better, known)
  const told = known.get(worse) ?? { state: better.state, why: `${better.why} ${worse.why}` }
  known.set(worse, told)
  return told
}

/** All rows as one: of each quarter of an hour how heavily it weighs, what holds, of which row, and in how many. */
interface Whole {
  weights: Uint8Array
  told: Told[]
  place: Uint16Array
  places: Uint16Array
}

/** Adds a row to the whole: the worst holds, but what lies before a row's beginning holds only if nothing else does. */
function addTo({ weights, told: whole, place, places }: Whole, row: readonly Told[], index: number): void {
  for (let at = 0; at < row.length; at += 1) {
    const told = row[at] ?? nothing
    const weight = told.isBefore ? 1 : 2 + rank[told.state]
    const held = weights[at] ?? 0
    if (weight === held) places[at] = (places[at] ?? 0) + 1
    if (weight <= held) continue
    weights[at] = weight
    whole[at] = told
    place[at] = index
    places[at] = 1
  }
}

/** The whole as spans of time; of what is complete it matters little by what. */
function spansOf({ told: whole, place, places }: Whole, nameOf: (index: number) => string, stretch: Quarters, from: number, to: number): Coverage['whole'] {
  const spans: Coverage['whole'] = []
  whole.forEach((told, at) => {
    const [start, end] = [Math.max(from, (stretch.from + at) * quarter), Math.min(to, (stretch.from + at + 1) * quarter)]
    const last = spans.at(-1)
    if (start >= end && last) return
    const here = places[at] ?? 0
    const isAlike = told === whole[at - 1] && place[at] === place[at - 1] && here === places[at - 1]
    if (last?.state === told.state && (told.state === 'complete' || isAlike)) last.to = isoOf(end)
    else spans.push({ from: isoOf(start), to: isoOf(Math.max(start, end)), state: told.state, why: told.state === 'complete' || here === 0 ? told.why : `${nameOf(place[at] ?? 0)}${told.why}`, places: here })
  })
  return spans
}

function runsOf(told: readonly Told[], starts: readonly number[], stretch: Quarters): Coverage['rows'][number]['runs'] {
  const runs: Coverage['rows'][number]['runs'] = []
  starts.forEach((start, index) => {
    const first = Math.max(0, quarterOf(start) - stretch.from)
    const end = Math.min(told.length, Math.max(first + 1, quarterOf((starts[index + 1] ?? stretch.to * quarter) - 1) + 1 - stretch.from))
    let worst = told[first] ?? nothing
    for (let at = first + 1; at < end; at += 1) {
      const each = told[at] ?? nothing
      if (rank[each.state] > rank[worst.state]) worst = each
    }
    let alike = 0
    for (let at = first; at < end; at += 1) if (told[at]?.state === worst.state) alike += 1
    const why = alike === end - first ? worst.why : `For ${lengthOf(alike)} of ${lengthOf(end - first)}: ${worst.why}`
    const last = runs.at(-1)
    if (last?.state === worst.state && last.why === why) last.cells += 1
    else runs.push({ cells: 1, state: worst.state, why })
  })
  return runs
}

const lengthOf = (quarters: number) => (quarters % 4 === 0 ? `${quarters / 4} h` : quarters < 4 ? `${quarters * 15} min` : `${Math.floor(quarters / 4)} h ${(quarters % 4) * 15} min`)

const isoOf = (seconds: number) => new Date(seconds * 1_000).toISOString()
