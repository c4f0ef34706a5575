import 'server-only'
import { z } from 'zod'
import type { Link } from '@/lib/api/link'
import { severities } from '@/lib/cloudtrail/facts'
import { parseRecord, textAt } from '@/lib/cloudtrail/record'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { all, any, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { asTimes, doneThrough } from '@/lib/filter/sql'
import type { Activity } from './activity'
import { isoOf, type Asked } from './asked-of'
import { counted, countedSince, type Group } from './counted'
import { byField, byPlaceAmong } from './field'
import { labels } from './labels'
import { actingKey, isSession, openedBy } from './opened-by'
import { sessionsWhere } from './sessions'

type Through = NonNullable<Activity['through']>
type Session = Through['sessions'][number]

const most = 200
const mostGuessed = 20
const acting = z.object({ identity: z.string(), key: z.string(), role: z.string(), count: z.int(), errors: z.int(), rank: z.int(), first: z.int(), last: z.int(), total: z.int() })
type Acting = z.infer<typeof acting>

const who = byField('identity')
const key = byField('key')
const role: Group = { name: sql`role_`, of: () => sql`role` }
const failed: Group = { name: sql`failed`, of: () => sql`error != ''` }
const rank: Group = { name: sql`rank_`, of: () => sql`toUInt8(severity)` }

/** Through what it was done: with which keys, and each session with who opened it. */
export async function throughWhat(asked: Asked): Promise<Through> {
  const { engine, filter, keys, about, options } = asked
  const foundOnes = engine.rows(acting, sql`
    SELECT identity_ AS identity, key_ AS key, any(role_) AS role, sum(n) AS count, sumIf(n, failed) AS errors, max(rank_) AS rank, min(first) AS first, max(last) AS last, count() OVER () AS total
    FROM (${countedSince(filter, keys, [who, key, role, failed, rank])}) GROUP BY identity_, key_ ORDER BY count DESC, identity, key LIMIT ${most}`, options)
  const [found, guessed, opened] = await Promise.all([foundOnes, guessedOf(asked), openedWith(asked)])
  const [told, done, signedIn] = await Promise.all([described(asked, [...found, ...guessed, ...opened]), doneIn(asked, found), signInsOf(asked, found)])
  return {
    sessions: told.slice(0, found.length).map((each) => ({ ...each, ...(done.get(actingKey(each)) ?? nothing), signedIn: signedIn.get(each.key) ?? null })),
    total: found[0]?.total ?? 0,
    guessed: told.slice(found.length, found.length + guessed.length).filter(({ openedBy: link }) => link?.opener === about.value && link.certainty === 'guess'),
    opened: told.slice(found.length + guessed.length),
  }
}

const nothing = { did: [] as { event: string; count: number }[], calls: 0 }
const mostDone = 3

/** What was done most in each session. */
async function doneIn({ engine, filter, keys, options }: Asked, found: readonly Acting[]): Promise<Map<string, typeof nothing>> {
  const [people, issued] = [[...new Set(found.map(({ identity }) => identity))], [...new Set(found.map((each) => each.key))]]
  const places = [{ ...byPlaceAmong(people, 'identity'), name: sql`who_at` }, { ...byPlaceAmong(issued, 'key'), name: sql`key_at` }, byField('event')]
  const rows = await engine.rows(z.object({ who_at: z.int(), key_at: z.int(), event: z.string(), count: z.int(), calls: z.int() }), sql`
    SELECT who_at, key_at, event_ AS event, count, count() OVER (PARTITION BY who_at, key_at) AS calls
    FROM (SELECT who_at, key_at, event_, sum(n) AS count FROM (${counted(filter, keys, places)}) WHERE who_at < ${people.length} AND key_at < ${issued.length} GROUP BY who_at, key_at, event_)
    ORDER BY count DESC, event LIMIT ${mostDone} BY who_at, key_at`, options)
  const done = new Map<string, typeof nothing>()
  for (const { who_at, key_at, event, count, calls } of rows) {
    const name = actingKey({ identity: people[who_at] ?? '', key: issued[key_at] ?? '' })
    done.set(name, { did: [...(done.get(name)?.did ?? []), { event, count }], calls })
  }
  return done
}

/** Most keys whose first record is read for where they are from. */
const mostRead = 8

/** When somebody signed in to the console to get these keys, by key: no record gives such a key out, but each that it makes says so. */
async function signInsOf({ engine, ever, options }: Asked, found: readonly Acting[]): Promise<Map<string, string>> {
  const temporary = found.filter(({ identity, key: each }) => each.startsWith('ASIA') && !isSession(identity)).slice(0, mostRead).map((each) => each.key)
  if (temporary.length === 0) return new Map()
  // Where the sessions tell when a key was used first, its first record is found by that second, and another in place of it says the same.
  const firsts = await engine.rows(z.object({ key: z.string(), first: z.int() }), sql`
    SELECT key, toUnixTimestamp(min(since)) AS first FROM ${sessionsWhere(ever, sql`key`, sql`key IN ${temporary}`)} GROUP BY key`, options)
  const records = await engine.rows(z.object({ key: z.string(), raw: z.string() }), sql`SELECT key, raw FROM events WHERE time IN ${asTimes(firsts.map(({ first }) => first))} AND key IN ${temporary} LIMIT 1 BY key`, options)
  return new Map(records.flatMap(({ key: each, raw }) => {
    const record = parseRecord(raw)
    const at = Date.parse(textAt(record, 'userIdentity', 'sessionContext', 'attributes', 'creationDate'))
    return /^true$/i.test(textAt(record, 'sessionCredentialFromConsole')) && Number.isFinite(at) ? [[each, new Date(at).toISOString()]] : []
  }))
}

async function described({ store, engine, filter, options }: Asked, found: readonly Acting[]): Promise<Session[]> {
  if (found.length === 0) return []
  const [chains, sources] = await Promise.all([
    openedBy(store, found, options),
    engine.rows(z.object({ identity: z.string(), key: z.string(), source: z.string() }), sql`
      SELECT DISTINCT identity, key, source_identity AS source FROM ${sessionsWhere(filter, sql`identity, key, source_identity`, sql`identity IN ${[...new Set(found.map(({ identity }) => identity))]} AND source_identity != ''`)}`, options),
  ])
  const openers = found.flatMap((each) => chains.get(actingKey(each))?.[0]?.opener ?? [])
  const labelled = await labels(store, 'identity', [...new Set([...found.map(({ identity }) => identity), ...openers])], options)
  const sourceOf = new Map(sources.map((each) => [actingKey(each), each.source]))
  const nearest = ([link]: readonly Link[] = []) => (link ? { ...link, label: labelled(link.opener) } : null)
  return found.map(({ first, last, rank: highest, total: _, ...each }) => ({
    ...each,
    value: literal(each.identity),
    label: labelled(each.identity),
    source: sourceOf.get(actingKey(each)) ?? '',
    severity: severities[highest] ?? 'info',
    firstSeen: isoOf(first),
    lastSeen: isoOf(last),
    ...nothing,
    signedIn: null,
    openedBy: nearest(chains.get(actingKey(each))),
  }))
}

/** Sessions of its name, or that say they act for it, of whose opening no record is stored. */
async function guessedOf({ engine, ever, about: { name: kind, value: identity }, filter, keys, options }: Asked): Promise<Acting[]> {
  const name = identity.startsWith('identity-center:') ? identity.slice('identity-center:'.length) : identity.slice(identity.lastIndexOf('/') + 1)
  if (kind !== 'identity' || isSession(identity) || name === '') return []
  const known = [...keys.values()].map(doneThrough)
  const isSessions = sql`match(identity, '^arn:[^:]*:sts::[0-9]*:assumed-role/')`
  const called = any([sql`endsWith(identity, ${`/${name}`})`, sql`source_identity = ${name}`])
  const inSpan = sql`last >= toDateTime(${filter.from.getTime() / 1000}, 'UTC') AND first < toDateTime(${filter.to.getTime() / 1000}, 'UTC')`
  return sessionsEver(engine, ever, all([isSessions, called, sql`NOT (${any(known)})`]), inSpan, options)
}

/** Sessions whose key an access key was answered with. */
async function openedWith({ engine, ever, about: { name, value }, options }: Asked): Promise<Acting[]> {
  if (name !== 'key') return []
  return sessionsEver(engine, ever, sql`key IN (SELECT issued FROM events WHERE opener != '' AND issued != '' AND key = ${value})`, sql`1`, options)
}

/** The latest of some sessions, with all that is stored of them; their failures and severities are not told. */
async function sessionsEver(engine: Engine, ever: FixedFilter, which: Sql, having: Sql, options: QueryOptions): Promise<Acting[]> {
  const rows = await engine.rows(acting.omit({ total: true, rank: true, errors: true }), sql`
    SELECT identity, key, role, count, toUnixTimestamp(first) AS first, toUnixTimestamp(last) AS last FROM (
      SELECT identity, key, any(role) AS role, sum(n) AS count, min(since) AS first, max(until) AS last FROM ${sessionsWhere(ever, sql`identity, key, role`, which)} GROUP BY identity, key)
    WHERE ${having} ORDER BY last DESC LIMIT ${mostGuessed}`, options)
  return rows.map((row) => ({ ...row, errors: 0, rank: 0, total: 0 }))
}
