import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { severities } from '@/lib/cloudtrail/facts'
import { all, any, sql } from '@/lib/engine/sql'
import { literal } from '@/lib/filter/spelling'
import { doneThrough } from '@/lib/filter/sql'
import { isoOf, type Asked } from './asked-of'
import { countedSince, type Group } from './counted'
import { byField } from './field'
import { labels } from './labels'
import { actingKey, isSession, openedBy } from './opened-by'

type Through = NonNullable<Answer<typeof identityContract>['through']>
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

/** Through what an identity acts: its own keys, and each session with who opened it. */
export async function throughWhat(asked: Asked): Promise<Through> {
  const { engine, filter, keys, options } = asked
  const found = await engine.rows(acting, sql`
    SELECT identity_ AS identity, key_ AS key, any(role_) AS role, sum(n) AS count, sumIf(n, failed) AS errors, max(rank_) AS rank, min(first) AS first, max(last) AS last, count() OVER () AS total
    FROM (${countedSince(filter, keys, [who, key, role, failed, rank])}) GROUP BY identity_, key_ ORDER BY count DESC, identity, key LIMIT ${most}`, options)
  const guessed = await guessedOf(asked)
  return {
    sessions: await described(asked, found),
    total: found[0]?.total ?? 0,
    guessed: (await described(asked, guessed)).filter(({ openedBy: link }) => link?.opener === asked.identity && link.certainty === 'guess'),
  }
}

async function described({ engine, options }: Asked, found: readonly Acting[]): Promise<Session[]> {
  if (found.length === 0) return []
  const [chains, sources, labelled] = await Promise.all([
    openedBy(engine, found, options),
    engine.rows(z.object({ identity: z.string(), key: z.string(), source: z.string() }), sql`
      SELECT identity, key, source_identity AS source FROM (SELECT identity, key, source_identity, count() FROM events WHERE identity IN ${[...new Set(found.map(({ identity }) => identity))]} GROUP BY identity, key, source_identity)
      WHERE source != ''`, options),
    labels(engine, 'identity', found.map(({ identity }) => identity), options),
  ])
  const sourceOf = new Map(sources.map((each) => [actingKey(each), each.source]))
  return found.map(({ first, last, rank: highest, total: _, ...each }) => ({
    ...each,
    value: literal(each.identity),
    label: labelled(each.identity),
    source: sourceOf.get(actingKey(each)) ?? '',
    severity: severities[highest] ?? 'info',
    firstSeen: isoOf(first),
    lastSeen: isoOf(last),
    openedBy: chains.get(actingKey(each))?.[0] ?? null,
  }))
}

/** Sessions of its name, or that say they act for it, of whose opening no record is stored. */
async function guessedOf({ engine, identity, filter, keys, options }: Asked): Promise<Acting[]> {
  const name = identity.startsWith('identity-center:') ? identity.slice('identity-center:'.length) : identity.slice(identity.lastIndexOf('/') + 1)
  if (isSession(identity) || name === '') return []
  const known = [...keys.values()].map(doneThrough)
  const isSessions = sql`match(identity, '^arn:[^:]*:sts::[0-9]*:assumed-role/')`
  const called = any([sql`endsWith(identity, ${`/${name}`})`, sql`source_identity = ${name}`])
  const rows = await engine.rows(acting.omit({ total: true, rank: true, errors: true }), sql`
    SELECT identity, key, role, count, toUnixTimestamp(first) AS first, toUnixTimestamp(last) AS last FROM (
      SELECT identity, key, any(role) AS role, sum(events) AS count, min(since) AS first, max(until) AS last
      FROM (SELECT identity, key, role, count() AS events, min(time) AS since, max(time) AS until FROM events WHERE ${all([isSessions, called, sql`NOT (${any(known)})`])} GROUP BY identity, key, role)
      GROUP BY identity, key)
    WHERE last >= toDateTime(${filter.from.getTime() / 1000}, 'UTC') AND first < toDateTime(${filter.to.getTime() / 1000}, 'UTC')
    ORDER BY last DESC LIMIT ${mostGuessed}`, options)
  return rows.map((row) => ({ ...row, errors: 0, rank: 0, total: 0 }))
}
