import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { any, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { withChoice } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { doneThrough, type ActorKeys } from '@/lib/filter/sql'
import type { ReviewedStore } from './store'

/** What every part of an identity's page is worked out from. */
export interface Asked {
  store: ReviewedStore
  engine: Engine
  identity: string
  /** The Filter, narrowed to what the identity did itself and through sessions. */
  filter: FixedFilter
  /** The same without an end to the past. */
  ever: FixedFilter
  keys: ActorKeys
  options: QueryOptions
}

/** The Filter narrowed to an actor: what it did itself, and through sessions. */
export const ofActor = (filter: FixedFilter, identity: string): FixedFilter =>
  withChoice(filter, 'actor', { include: [literal(identity)], exclude: [] })

/** Whether anything at all is stored of an identity. */
export async function isStored(engine: Engine, identity: string, options: QueryOptions): Promise<boolean> {
  const rows = await engine.rows(z.object({ one: z.int() }), sql`SELECT 1 AS one FROM (SELECT identity, count() FROM events WHERE identity = ${identity} GROUP BY identity) LIMIT 1`, options)
  return rows.length > 0
}

/** What an identity did itself and through sessions, whenever: a condition on the columns of `events`. */
export const mineOf = ({ identity, keys }: Pick<Asked, 'identity' | 'keys'>): Sql => any([sql`identity = ${identity}`, ...[...keys.values()].map(doneThrough)])

/** What error codes hold, in any case of letters, where a permission was missing. */
export const deniedWords = 'AccessDenied|Unauthorized|NotAuthorized|Forbidden'

/** Seconds since 1970, as the API gives them. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** As far back as the store goes. */
export const everUntil = (filter: FixedFilter): FixedFilter => ({ ...filter, from: new Date(Math.min((filter.covers?.from ?? 0) * 1000, filter.from.getTime())) })
