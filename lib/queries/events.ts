import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { eventsContract } from '@/lib/api/events'
import { all, sql } from '@/lib/engine/sql'
import { where } from '@/lib/filter/sql'
import { actorKeys } from './actor-keys'
import { readCursor, spellCursor, type Position } from './cursor'
import { listed, storedColumns, storedEvent } from './listed'
import type { Question } from './question'
import { total } from './total'

const row = storedEvent.extend({ hash: z.string() })

/**
 * A page of events, newest first. Its cursor is the place of its last event in that order, so what is stored meanwhile
 * neither repeats nor hides an event of the pages that follow.
 * @throws EngineError when the engine gives up
 */
export async function events({ store: { engine, catalogue }, filter, takes: { limit, cursor }, options }: Question<typeof eventsContract>): Promise<Answer<typeof eventsContract>> {
  const after = cursor === undefined ? [] : [olderThan(readCursor(cursor))]
  const keys = await actorKeys(engine, filter, options)
  const [rows, count] = await Promise.all([
    engine.rows(
      row,
      sql`
        SELECT ${storedColumns}, toString(id) AS hash FROM events
        WHERE ${all([where(filter, keys), ...after])}
        ORDER BY time DESC, id DESC LIMIT ${limit + 1}`,
      options,
    ),
    total(engine, filter, keys, options),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    total: count,
    events: page.map((each) => listed(each, catalogue)),
    nextCursor: rows.length > limit && last ? spellCursor(last) : null,
  }
}

/** The first condition alone lets the engine skip what is newer. */
const olderThan = ({ seconds, hash }: Position) => {
  const time = sql`toDateTime(${seconds}, 'UTC')`
  return sql`time <= ${time} AND (time < ${time} OR id < toUInt64(${hash}))`
}
