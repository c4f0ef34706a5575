import 'server-only'
import { z } from 'zod'
import type { QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { quarterOf } from '@/lib/filter/sql'
import type { Store } from './store'

const quarter = 900
const least = 3_600
/** A silence is a gap if it is so many times as long as silences usually are: a small account is quiet for hours. */
const unusual = 8

const row = z.object({ start: z.int() })

/** The quarters of an hour with any event, as of what a store told of its span: they are asked for with every picture. */
const known = new WeakMap<object, readonly number[]>()

async function quartersOf(store: Store, options: QueryOptions): Promise<readonly number[]> {
  const covered = store.covers()
  const before = covered && known.get(covered)
  if (before) return before
  const rows = await store.engine.rows(row, sql`SELECT toUnixTimestamp(${quarterOf}) AS start FROM events GROUP BY ${quarterOf} ORDER BY start`, options)
  const starts = rows.map(({ start }) => start)
  if (covered) known.set(covered, starts)
  return starts
}

/**
 * The spans of a Filter's time in which nothing at all is stored, of any account: where there is no data, nothing can be
 * said of events. Shorter than a bucket (`seconds`) they could not be seen.
 */
export async function gapsIn(store: Store, { from, to }: FixedFilter, seconds: number, options: QueryOptions): Promise<{ from: string; to: string }[]> {
  const [first, last] = [from.getTime() / 1000, to.getTime() / 1000]
  const starts = (await quartersOf(store, options)).filter((start) => start > first - quarter && start < last)
  const silences = starts.slice(1).map((start, index) => start - (starts[index] ?? start)).sort((a, b) => a - b)
  const usual = silences[Math.floor(silences.length / 2)] ?? quarter
  const shortest = Math.max(least, seconds, usual * unusual)
  const ends = [first, ...starts.map((start) => start + quarter)]
  return [...starts, last].flatMap((start, index) => {
    const end = Math.max(first, ends[index] ?? start)
    return start - end >= shortest ? [{ from: isoOf(end), to: isoOf(start) }] : []
  })
}

const isoOf = (second: number) => new Date(second * 1000).toISOString()
