import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { eventsContract } from '@/lib/api/events'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { hashOf } from '@/lib/engine/schema'
import { all, sql, type Sql } from '@/lib/engine/sql'
import { BadParameter } from '@/lib/filter/filter'
import { inBlocks, isRolledUp, where } from '@/lib/filter/sql'
import { actorKeys } from './actor-keys'
import { besides, beyond, readCursor, spellCursor, type Position } from './cursor'
import { listed, storedColumns, storedEvent } from './listed'
import type { Question } from './question'
import { nextIn, spread } from './spread'
import { toldAsWell } from './told'

const place = z.object({ seconds: z.int(), hash: z.string() })
const row = storedEvent.extend({ hash: z.string() })

/**
 * A page of events, newest first. A cursor is a place in that order, so what is stored meanwhile neither repeats nor
 * hides an event of the pages that follow, in either direction.
 * @throws EngineError when the engine gives up
 */
export async function events({ store, filter, takes, options }: Question<typeof eventsContract>): Promise<Answer<typeof eventsContract>> {
  const { engine, catalogue } = store
  const { limit } = takes
  const start = await startOf(engine, takes, options)
  // Without a place to start from there is nothing newer.
  const direction = start && takes.direction === 'newer' ? 'newer' : 'older'
  const order = direction === 'newer' ? sql`time, id` : sql`time DESC, id DESC`
  const keys = await actorKeys(engine, filter, options)
  const newest = (within: readonly Sql[]) => engine.rows(
    row,
    sql`
      SELECT * FROM (
        SELECT ${storedColumns}, toString(id) AS hash FROM events
        WHERE ${all([where(filter, keys), ...(start ? [beyond(start, direction)] : []), ...within])}
        ORDER BY ${order} LIMIT ${limit + 1} ${inBlocks(filter)})`,
    options,
  )
  const asked = spread(store, filter, keys, options)
  const listing = async () => {
    // Without the rollup, to count is to read every record: the newest are there sooner.
    if (!isRolledUp(filter) && !start) return newest([])
    const next = nextIn(await asked, limit + 1, direction, start?.seconds)
    if (!next) return []
    const found = await newest([sql`time >= toDateTime(${next.from}, 'UTC') AND time < toDateTime(${next.to}, 'UTC')`])
    // Some were taken away since they were counted.
    return found.length < Math.min(limit + 1, next.events) ? newest([]) : found
  }
  const [rows, { total }] = await Promise.all([listing(), asked])
  const hasMore = rows.length > limit
  const page = rows.slice(0, limit)
  if (direction === 'newer') page.reverse()
  const ends = endsOf(page, start, direction)
  const told = await toldAsWell(engine, filter, page, options)
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    total,
    events: page.map((each) => listed(each, catalogue, told.has(each.hash))),
    nextCursor: ends && (direction === 'newer' || hasMore) ? spellCursor(ends.oldest) : null,
    previousCursor: ends && start && (direction === 'older' || hasMore) ? spellCursor(ends.newest) : null,
  }
}

/** The place beyond which a page begins; undefined for the newest page. */
async function startOf(engine: Engine, { cursor, around }: Question<typeof eventsContract>['takes'], options: QueryOptions): Promise<Position | undefined> {
  if (around === undefined) return cursor === undefined ? undefined : readCursor(cursor)
  const [found] = await engine.rows(place, sql`SELECT toUnixTimestamp(time) AS seconds, toString(id) AS hash FROM events WHERE id = ${hashOf(sql`${around}`)} LIMIT 1`, options)
  if (!found) throw new BadParameter('around', around, 'the id of an event that is stored')
  return besides(found, 'newer')
}

/** The places from which a page's neighbours go on; those of an empty page meet where it started. */
function endsOf(page: readonly Position[], start: Position | undefined, direction: 'older' | 'newer'): { newest: Position; oldest: Position } | undefined {
  const [newest, oldest] = [page[0], page.at(-1)]
  if (newest && oldest) return { newest, oldest }
  if (!start) return undefined
  return direction === 'older' ? { newest: besides(start, 'older'), oldest: start } : { newest: start, oldest: besides(start, 'newer') }
}
