import 'server-only'
import { z } from 'zod'
import type { Link } from '@/lib/api/link'
import { severities } from '@/lib/cloudtrail/facts'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { all, any, sql, type Sql } from '@/lib/engine/sql'
import { literal } from '@/lib/filter/spelling'
import { doneThrough } from '@/lib/filter/sql'
import type { Activity } from './activity'
import { isoOf, type Asked } from './asked-of'
import { countedSince, type Group } from './counted'
import { byField } from './field'
import { labels } from './labels'
import { actingKey, isSession, openedBy } from './opened-by'

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
  const told = await described(asked, [...found, ...guessed, ...opened])
  return {
    sessions: told.slice(0, found.length),
    total: found[0]?.total ?? 0,
    guessed: told.slice(found.length, found.length + guessed.length).filter(({ openedBy: link }) => link?.opener === about.value && link.certainty === 'guess'),
    opened: told.slice(found.length + guessed.length),
  }
}

async function described({ engine, options }: Asked, found: readonly Acting[]): Promise<Session[]> {
  if (found.length === 0) return []
  const [chains, sources] = await Promise.all([
    openedBy(engine, found, options),
    engine.rows(z.object({ identity: z.string(), key: z.string(), source: z.string() }), sql`
      SELECT identity, key, source_identity AS source FROM (SELECT identity, key, source_identity, count() FROM events WHERE identity IN ${[...new Set(found.map(({ identity }) => identity))]} GROUP BY identity, key, source_identity)
      WHERE source != ''`, options),
  ])
  const openers = found.flatMap((each) => chains.get(actingKey(each))?.[0]?.opener ?? [])
  const labelled = await labels(engine, 'identity', [...new Set([...found.map(({ identity }) => identity), ...openers])], options)
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
    openedBy: nearest(chains.get(actingKey(each))),
  }))
}

/** Sessions of its name, or that say they act for it, of whose opening no record is stored. */
async function guessedOf({ engine, about: { name: kind, value: identity }, filter, keys, options }: Asked): Promise<Acting[]> {
  const name = identity.startsWith('identity-center:') ? identity.slice('identity-center:'.length) : identity.slice(identity.lastIndexOf('/') + 1)
  if (kind !== 'identity' || isSession(identity) || name === '') return []
  const known = [...keys.values()].map(doneThrough)
  const isSessions = sql`match(identity, '^arn:[^:]*:sts::[0-9]*:assumed-role/')`
  const called = any([sql`endsWith(identity, ${`/${name}`})`, sql`source_identity = ${name}`])
  const inSpan = sql`last >= toDateTime(${filter.from.getTime() / 1000}, 'UTC') AND first < toDateTime(${filter.to.getTime() / 1000}, 'UTC')`
  return sessionsEver(engine, all([isSessions, called, sql`NOT (${any(known)})`]), inSpan, options)
}

/** Sessions whose key an access key was answered with. */
async function openedWith({ engine, about: { name, value }, options }: Asked): Promise<Acting[]> {
  if (name !== 'key') return []
  return sessionsEver(engine, sql`key IN (SELECT issued FROM events WHERE opener != '' AND issued != '' AND key = ${value})`, sql`1`, options)
}

/** The latest of some sessions, with all that is stored of them; their failures and severities are not told. */
async function sessionsEver(engine: Engine, which: Sql, having: Sql, options: QueryOptions): Promise<Acting[]> {
  const rows = await engine.rows(acting.omit({ total: true, rank: true, errors: true }), sql`
    SELECT identity, key, role, count, toUnixTimestamp(first) AS first, toUnixTimestamp(last) AS last FROM (
      SELECT identity, key, any(role) AS role, sum(events) AS count, min(since) AS first, max(until) AS last
      FROM (SELECT identity, key, role, count() AS events, min(time) AS since, max(time) AS until FROM events WHERE ${which} GROUP BY identity, key, role)
      GROUP BY identity, key)
    WHERE ${having} ORDER BY last DESC LIMIT ${mostGuessed}`, options)
  return rows.map((row) => ({ ...row, errors: 0, rank: 0, total: 0 }))
}
