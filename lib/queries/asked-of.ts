import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { any, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { withChoice } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { doneThrough, type ActorKeys } from '@/lib/filter/sql'
import { remembering } from './remembered'
import { sessionsWhere } from './sessions'
import type { Store } from './store'

/** What a page can be about: an identity, with what it did through sessions, or one access key, address or role. */
export interface About {
  name: 'identity' | 'key' | 'ip' | 'role'
  value: string
}

/** What every part of such a page is worked out from. */
export interface Asked {
  store: Store
  engine: Engine
  about: About
  known: Known
  /** The Filter, narrowed to what it is about. */
  filter: FixedFilter
  /** The same without an end to the past. */
  ever: FixedFilter
  keys: ActorKeys
  options: QueryOptions
}

/** By which parameter the Filter is narrowed: of an identity, that of what it did itself and through sessions. */
export const parameterOf = ({ name }: About) => (name === 'identity' ? 'actor' : name)

/** The Filter narrowed to what a page is about. */
export const narrowedTo = (about: About, filter: FixedFilter): FixedFilter =>
  withChoice(filter, parameterOf(about), { include: [literal(about.value)], exclude: [] })

const columns: Record<About['name'], Sql> = { identity: sql`identity`, key: sql`key`, ip: sql`ip`, role: sql`role` }

/** The column of `events` that names it. */
export const columnOf = ({ name }: About): Sql => columns[name]

/** Whether an event names it: a condition on the columns of `events`. */
export const isNamed = (about: About): Sql => sql`${columnOf(about)} = ${about.value}`

const seen = z.object({ type: z.string(), since: z.int() })

/** What events say of it: its type, if it is an identity, and `since` when it is seen, in seconds since 1970. */
export type Known = z.infer<typeof seen>

const known = remembering<Known | undefined>(200)

/** What is known of it from what is stored, whenever; undefined if nothing at all is. */
export function knownOf(engine: Engine, about: About, filter: Pick<FixedFilter, 'covers'>, options: QueryOptions): Promise<Known | undefined> {
  const column = columnOf(about)
  return known(filter, JSON.stringify(about), options, async (more) => {
    const [found] = await engine.rows(seen, sql`SELECT anyLast(type) AS type, toUnixTimestamp(min(since)) AS since FROM ${sessionsOf(about, filter, sql`${column}, type`, isNamed(about))} HAVING count() > 0`, more)
    return found
  })
}

/** As `sessionsWhere`, of what a page is about. The sessions know no addresses: those are in the records alone. */
export const sessionsOf = ({ name }: About, filter: Pick<FixedFilter, 'covers'>, columns: Sql, which: Sql): Sql => sessionsWhere(name === 'ip' ? {} : filter, columns, which)

/** All that was done by or with it, whenever; of an identity, through sessions as well: a condition on the columns of `events`. */
export const mineOf = ({ about, keys }: Pick<Asked, 'about' | 'keys'>): Sql =>
  any([isNamed(about), ...(about.name === 'identity' ? [...keys.values()].map(doneThrough) : [])])

/** What error codes hold, in any case of letters, where a permission was missing. */
export const deniedWords = 'AccessDenied|Unauthorized|NotAuthorized|Forbidden'

/** Seconds since 1970, as the API gives them. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** As far back as the store goes. */
export const everUntil = (filter: FixedFilter): FixedFilter => ({ ...filter, from: new Date(Math.min((filter.covers?.from ?? 0) * 1000, filter.from.getTime())) })
