import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { parseRecord, type TrailRecord } from '@/lib/cloudtrail/record'
import type { QueryOptions } from '@/lib/engine/engine'
import { all, any, sql, type Sql } from '@/lib/engine/sql'
import { within } from '@/lib/filter/sql'
import { patternsOf } from '@/lib/risk/catalogue'
import type { FixedFilter } from '@/lib/filter/filter'
import type { Store } from '../store'
import type { Named } from './lately'

/** Most records that are read to answer one question: half a second of work, and one in a hundred is told to a fifth. */
const most = 6_000

/** One record of a sample. */
export interface Sampled {
  record: TrailRecord
  eventID: string
  eventTime: string
  eventName: string
  identity: string
  label: string
  isMarked: boolean
}

const row = z.object({ raw: z.string(), at: z.int(), identity: z.string(), label: z.string(), marked: z.int() })

/**
 * Reads records of the events of some names: all that matter, or if they are many, those that the hash of their id chooses, which has
 * nothing to do with what they hold.
 * @param mark a condition on the columns of `events` that is told of each
 * @param needles if one is known to stand in the text of each record that matters: then only such are looked for
 * @returns how many events are such, the records that were read, and what so many of them stand for
 */
export async function sampled(store: Store, span: FixedFilter, names: readonly Named[], mark: Sql, options: QueryOptions, needles?: readonly string[]): Promise<{ concerned: number; isExact: boolean; standsFor: (records: number) => number; records: Sampled[] }> {
  const named = names.reduce((sum, { count }) => sum + count, 0)
  if (named === 0) return { concerned: 0, isExact: true, standsFor: () => 0, records: [] }
  const pairs = [...new Set(names.map(({ service, name, readOnly }) => [service, name, readOnly].join('\u0001')))]
  const isNamed = sql`concat(service, '\u0001', event, '\u0001', readonly) IN ${pairs}`
  const holds = needles ? [sql`multiMatchAny(raw, ${patternsOf(needles)})`] : []
  const meant = [within(span), isNamed, ...holds]
  const concerned = needles && named > most ? await countOf(store, meant, options) : named
  const each = Math.max(1, Math.ceil(concerned / most))
  const chance = each === 1 ? [] : [sql`sipHash64(id) % ${each} = 0`]
  const rows = await store.engine.rows(row, sql`
    SELECT raw, toUnixTimestamp(time) AS at, identity, label, toUInt8(${mark}) AS marked FROM events
    WHERE ${all([...meant, ...chance])} LIMIT ${most * 2}`, options)
  const records = await eachInTurn(rows, ({ raw, at, identity, label, marked }): Sampled => {
    const record = parseRecord(raw)
    const text = (name: 'eventID' | 'eventName') => (typeof record[name] === 'string' ? record[name] : '')
    return { record, eventID: text('eventID'), eventTime: new Date(at * 1000).toISOString(), eventName: text('eventName'), identity, label, isMarked: marked === 1 }
  }, options)
  const isExact = each === 1
  return { concerned: isExact ? records.length : concerned, isExact, standsFor: (count) => (isExact ? count : Math.round((count * concerned) / Math.max(1, records.length))), records }
}

/** Records that are judged before others get their turn. */
const atOnce = 250

/**
 * Does something with each of many records, and lets other questions be answered meanwhile.
 * @throws whatever the signal was aborted with: who asked has gone
 */
export async function eachInTurn<T, R>(things: readonly T[], work: (thing: T) => R, { signal }: QueryOptions): Promise<R[]> {
  const done: R[] = []
  for (const [index, thing] of things.entries()) {
    if (index % atOnce === 0) {
      await setImmediate()
      signal?.throwIfAborted()
    }
    done.push(work(thing))
  }
  return done
}

async function countOf({ engine }: Store, meant: readonly Sql[], options: QueryOptions): Promise<number> {
  const [row] = await engine.rows(z.object({ n: z.int() }), sql`SELECT count() AS n FROM events WHERE ${all([...meant])}`, options)
  return row?.n ?? 0
}

/** Nothing is marked. */
export const noMark = any([])
