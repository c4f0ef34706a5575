import 'server-only'
import { z } from 'zod'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { all, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { asSet, doneThrough, spelledAs, type ActorKeys, type Through } from '@/lib/filter/sql'
import { remembering } from './remembered'
import { sessionsWhere } from './sessions'

const opened = z.object({ issued: z.string(), opens: z.string(), shared: z.string() })
const pair = z.object({ identity: z.string(), key: z.string() })
const chains = remembering<Through>(50)
type Held = Pick<FixedFilter, 'covers'>

/**
 * What each actor that the Filter names did through sessions: with the keys that its own calls were answered with, those
 * that were got with these keys, and so on until there is no new one; and in sessions that a record says the actor opened,
 * though it tells no key. Chains know no time: a session renewed every hour for a week still leads back to who opened it.
 */
export async function actorKeys(engine: Engine, { choices, covers }: Pick<FixedFilter, 'choices' | 'covers'>, options: QueryOptions): Promise<ActorKeys> {
  const actors = [...(choices.actor?.include ?? []), ...(choices.actor?.exclude ?? [])]
  const keys = new Map<string, Through>()
  for (const actor of actors) keys.set(actor, await chains({ covers }, actor, options, (more) => chainFrom(engine, { covers }, actor, more)))
  return keys
}

async function chainFrom(engine: Engine, held: Held, actor: string, options: QueryOptions): Promise<Through> {
  const keys = new Set<string>()
  const sessions = new Map<string, readonly [string, string]>()
  for (let by = spelledAs(sql`opener`, actor); ; ) {
    const found = await openedBy(engine, held, by, options)
    const fresh: Through = {
      keys: found.keys.filter((key) => !keys.has(key)),
      sessions: found.sessions.filter((session) => !sessions.has(JSON.stringify(session))),
    }
    if (fresh.keys.length + fresh.sessions.length === 0) return { keys: [...keys], sessions: [...sessions.values()] }
    for (const key of fresh.keys) keys.add(key)
    for (const session of fresh.sessions) sessions.set(JSON.stringify(session), session)
    by = doneThrough(fresh)
  }
}

/** The sessions that some records opened. */
async function openedBy(engine: Engine, held: Held, by: Sql, options: QueryOptions): Promise<Through> {
  const openings = await engine.rows(opened, sql`SELECT issued, opens, shared FROM events WHERE ${all([sql`opener != ''`, by])} GROUP BY issued, opens, shared`, options)
  const keyless = openings.filter(({ issued }) => issued === '')
  const halves = await keysOfHalves(engine, keyless.flatMap(({ shared }) => (shared === '' ? [] : [shared])), options)
  const named = keyless.flatMap(({ opens, shared }) => (opens === '' || halves.has(shared) ? [] : [opens]))
  const keys = [...openings.flatMap(({ issued }) => (issued === '' ? [] : [issued])), ...halves.values()]
  return { keys: [...new Set(keys)], sessions: await keptApart(engine, held, [...new Set(named)], options) }
}

/** The keys that the other account's half of an AssumeRole tells, by what the halves share. */
async function keysOfHalves(engine: Engine, shared: readonly string[], options: QueryOptions): Promise<Map<string, string>> {
  if (shared.length === 0) return new Map()
  const rows = await engine.rows(opened, sql`SELECT issued, opens, shared FROM events WHERE opener != '' AND issued != '' AND shared IN ${shared} GROUP BY issued, opens, shared`, options)
  return new Map(rows.map((row) => [row.shared, row.issued]))
}

/** With which keys sessions of these names were used, but for keys of which it is known who got them. */
async function keptApart(engine: Engine, held: Held, names: readonly string[], options: QueryOptions): Promise<(readonly [string, string])[]> {
  if (names.length === 0) return []
  const rows = await engine.rows(pair, sql`SELECT DISTINCT identity, key FROM ${sessionsWhere(held, sql`identity, key`, sql`identity IN ${names}`)}`, options)
  const used = rows.flatMap(({ key }) => (key === '' ? [] : [key]))
  if (used.length === 0) return rows.map(({ identity, key }) => [identity, key] as const)
  const issued = new Set((await engine.rows(opened.pick({ issued: true }), sql`SELECT DISTINCT issued FROM events WHERE issued != '' AND issued IN ${asSet(used)}`, options)).map((row) => row.issued))
  return rows.filter(({ key }) => !issued.has(key)).map(({ identity, key }) => [identity, key] as const)
}
