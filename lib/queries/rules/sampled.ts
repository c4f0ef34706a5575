import 'server-only'
import { z } from 'zod'
import { parseRecord, type TrailRecord } from '@/lib/cloudtrail/record'
import type { QueryOptions } from '@/lib/engine/engine'
import { all, any, sql, type Sql } from '@/lib/engine/sql'
import { within } from '@/lib/filter/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import type { Store } from '../store'
import type { Named } from './lately'

/** Most records that are read to answer one question: a second of work. */
const most = 10_000

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
 * Reads records of the events of some names: all, or if they are many, those that the hash of their id chooses, which has
 * nothing to do with what they hold.
 * @param mark a condition on the columns of `events` that is told of each
 * @returns how many events have these names, the records that were read, and what so many of them stand for
 */
export async function sampled(store: Store, span: FixedFilter, names: readonly Named[], mark: Sql, options: QueryOptions): Promise<{ concerned: number; isExact: boolean; standsFor: (records: number) => number; records: Sampled[] }> {
  const concerned = names.reduce((sum, { count }) => sum + count, 0)
  const each = Math.max(1, Math.ceil(concerned / most))
  if (concerned === 0) return { concerned, isExact: true, standsFor: () => 0, records: [] }
  const pairs = [...new Set(names.map(({ service, name, readOnly }) => [service, name, readOnly].join('\u0001')))]
  const isNamed = sql`concat(service, '\u0001', event, '\u0001', readonly) IN ${pairs}`
  const chance = each === 1 ? [] : [sql`sipHash64(id) % ${each} = 0`]
  const rows = await store.engine.rows(row, sql`
    SELECT raw, toUnixTimestamp(time) AS at, identity, label, toUInt8(${mark}) AS marked FROM events
    WHERE ${all([within(span), isNamed, ...chance])} LIMIT ${most * 2}`, options)
  const records = rows.map(({ raw, at, identity, label, marked }): Sampled => {
    const record = parseRecord(raw)
    const text = (name: 'eventID' | 'eventName') => (typeof record[name] === 'string' ? record[name] : '')
    return { record, eventID: text('eventID'), eventTime: new Date(at * 1000).toISOString(), eventName: text('eventName'), identity, label, isMarked: marked === 1 }
  })
  const isExact = each === 1
  return { concerned, isExact, standsFor: (count) => (isExact ? count : Math.round((count * concerned) / Math.max(1, records.length))), records }
}

/** Nothing is marked. */
export const noMark = any([])
