import 'server-only'
import type { QueryOptions } from '@/lib/engine/engine'
import { sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import type { ActorKeys } from '@/lib/filter/sql'
import { deniedCodes } from '@/lib/risk/catalogue/circumstances'
import { familyPattern } from '@/lib/review/family'
import type { Group } from '../counted'
import type { Store } from '../store'

/** What all questions of the review need. */
export interface Asked {
  store: Store
  /** The period. */
  filter: FixedFilter
  keys: ActorKeys
  options: QueryOptions
}

const quarter = 900

/** Start of the quarter of an hour, as seconds since 1970. */
export const byQuarter: Group = { name: sql`quarter_`, of: (at: Sql) => sql`intDiv(toUInt32(${at}), ${quarter}) * ${quarter}` }

/** The identity, or the role of its sessions. */
export const familyOfText = (identity: Sql): Sql => sql`replaceRegexpOne(${identity}, ${familyPattern.pattern}, ${familyPattern.replacement})`
export const byFamily: Group = { name: sql`family_`, of: () => familyOfText(sql`identity`) }

export const isDenied = sql`match(error, ${`${deniedCodes}|Unauthorized|NotAuthorized`})`
/** 0 for what went well, 1 for what was denied, 2 for what failed. */
export const outcome = sql`multiIf(error = '', 0, ${isDenied}, 1, 2)`

const day = 86_400

/** The same choices, so many days before the period, or, without a number, all that is stored before it. */
export function before(filter: FixedFilter, days?: number): FixedFilter {
  const first = days === undefined ? 0 : filter.from.getTime() / 1000 - days * day
  return { ...filter, from: new Date(Math.max(0, first) * 1000), to: filter.from }
}

/** Days before the period of which there are events, 28 at most. */
export function pastDaysOf({ from, covers }: FixedFilter): number {
  if (!covers) return 0
  return Math.max(0, Math.min(28, Math.round((from.getTime() / 1000 - covers.from) / day)))
}
