import 'server-only'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import type { FixedFilter } from '@/lib/filter/filter'
import { withChoice } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import type { ActorKeys } from '@/lib/filter/sql'
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

/** Seconds since 1970, as the API gives them. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** As far back as the store goes. */
export const everUntil = (filter: FixedFilter): FixedFilter => ({ ...filter, from: new Date(Math.min((filter.covers?.from ?? 0) * 1000, filter.from.getTime())) })
