import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { identityKind } from '@/lib/cloudtrail/identity-kind'
import { isObject, parseRecord, textAt } from '@/lib/cloudtrail/record'
import { all, any, sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import { chosen, within } from '@/lib/filter/sql'
import { isoOf, mineOf, type Asked } from './asked-of'
import { counted, countedSince } from './counted'
import { byValue } from './field'
import { correctionOf, kindFound } from './kind'
import { labels } from './labels'
import { actingKey, isSession, openedBy } from './opened-by'

type Who = NonNullable<Answer<typeof identityContract>['who']>

const count = z.object({ value: z.string(), count: z.int() })
const span = z.object({ first: z.int(), last: z.int() })
const keyRow = span.extend({ key: z.string(), own: z.int() })
const some = { keys: 50, agents: 20, addresses: 20, roles: 50, chains: 5 }

/** Who an identity is: what it is called and uses, since when, who is behind it and as what it acts. */
export async function whoIs(asked: Asked): Promise<Who> {
  const { store, engine, identity, filter, keys, options } = asked
  const mine = mineOf(asked)
  const [self] = await engine.rows(z.object({ type: z.string(), kind: identityKind }), sql`
    SELECT kept AS type, ${kindFound(sql`identity`, sql`kept`)} AS kind
    FROM (SELECT identity, anyLast(type) AS kept FROM (SELECT identity, type, count() FROM events WHERE identity = ${identity} GROUP BY identity, type) GROUP BY identity)`, options)
  const most = (field: 'account' | 'ip', limit: number) =>
    engine.rows(count, sql`SELECT value, sum(n) AS count FROM (${counted(filter, keys, [byValue(field)])}) GROUP BY value ORDER BY count DESC, value LIMIT ${limit}`, options)
  const [accounts, addresses, [ever], keysUsed, inFilter, agents, roles, signIns] = await Promise.all([
    most('account', 50),
    most('ip', some.addresses),
    engine.rows(span.extend({ count: z.int() }), sql`SELECT toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, count() AS count FROM (SELECT min(time) AS time FROM events WHERE ${mine} GROUP BY identity, key UNION ALL SELECT max(time) AS time FROM events WHERE ${mine} GROUP BY identity, key)`, options),
    engine.rows(keyRow, sql`
      SELECT key, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, toUInt8(identity = ${identity}) AS own FROM events WHERE key != '' AND (${mine})
      GROUP BY key, identity ORDER BY startsWith(key, 'ASIA'), last DESC`, options),
    engine.rows(count, sql`SELECT value, sum(n) AS count FROM (${counted(filter, keys, [byValue('key')])}) GROUP BY value`, options),
    engine.rows(span.extend({ agent: z.string(), count: z.int() }), sql`
      SELECT agent, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, count() AS count FROM events WHERE agent != '' AND (${mine}) GROUP BY agent ORDER BY count DESC LIMIT ${some.agents}`, options),
    engine.rows(z.object({ role: z.string(), sessions: z.int(), count: z.int(), last: z.int() }), sql`
      SELECT role, uniqExact(key) AS sessions, sum(events) AS count, toUnixTimestamp(max(latest)) AS last
      FROM (SELECT role, key, max(time) AS latest, count() AS events FROM events WHERE role != '' AND (${mine}) GROUP BY role, key) GROUP BY role ORDER BY last DESC LIMIT ${some.roles}`, options),
    signInsOf(asked),
  ])
  const counts = new Map(inFilter.map((each) => [each.value, each.count]))
  const distinctKeys = [...new Map(keysUsed.map((each) => [each.key, each])).values()]
  const found = self?.kind ?? 'other'
  const last = store.journal.state().kinds.get(identity)
  return {
    kind: last?.is ?? found,
    kindFound: found,
    corrected: correctionOf(store.journal.state(), identity),
    kindSaw: last?.seq ?? 0,
    type: self?.type ?? '',
    accounts: accounts.map(({ value, count: events }) => ({ account: value, count: events })),
    firstSeen: ever?.count ? isoOf(ever.first) : null,
    lastSeen: ever?.count ? isoOf(ever.last) : null,
    signIns,
    keys: distinctKeys.slice(0, some.keys).map(({ key, first, last }) => ({ key, isTemporary: key.startsWith('ASIA'), count: counts.get(key) ?? 0, firstSeen: isoOf(first), lastSeen: isoOf(last) })),
    totalKeys: distinctKeys.length,
    agents: agents.map(({ agent, first, last, count: events }) => ({ agent, count: events, firstSeen: isoOf(first), lastSeen: isoOf(last) })),
    addresses: addresses.map(({ value, count: events }) => ({ ip: value, count: events })),
    roles: roles.map(({ last, ...role }) => ({ ...role, lastSeen: isoOf(last) })),
    chains: isSession(identity) ? await chainsOf(asked, keysUsed.filter(({ own }) => own === 1)) : [],
  }
}

/** Who opened the latest sessions of a session's name: several people may share a role under one name. */
async function chainsOf({ engine, identity, options }: Asked, used: readonly z.infer<typeof keyRow>[]): Promise<Who['chains']> {
  const latest = [...used].sort((a, b) => b.last - a.last).slice(0, some.chains)
  const acting = (latest.length > 0 ? latest : [{ key: '', last: 0 }]).map(({ key, last }) => ({ identity, key, last }))
  const chains = await openedBy(engine, acting, options)
  const labelled = await labels(engine, 'identity', [...chains.values()].flatMap((chain) => chain.map(({ opener }) => opener)), options)
  return acting.map((each) => ({
    key: each.key,
    lastSeen: isoOf(each.last),
    chain: (chains.get(actingKey(each)) ?? []).map((link) => ({ ...link, label: labelled(link.opener) })),
  }))
}

/** Most sign-ins whose records are read for whether a second factor was used. */
const mostSignIns = 200

/** Sign-ins in the span that succeeded; in which quarters of an hour there are any tells the rollup. */
async function signInsOf({ engine, filter, keys, options }: Asked): Promise<Who['signIns']> {
  const signing = withChoice(filter, 'event', { include: ['ConsoleLogin'], exclude: [] })
  const quarters = await engine.rows(z.object({ at: z.int() }), sql`
    SELECT DISTINCT intDiv(first, 900) * 900 AS at FROM (${countedSince(signing, keys, [byValue('event')])}) ORDER BY at DESC LIMIT ${mostSignIns}`, options)
  if (quarters.length === 0) return { total: 0, withMfa: 0 }
  const spans = any(quarters.map(({ at }) => sql`time >= toDateTime(${at}, 'UTC') AND time < toDateTime(${at + 900}, 'UTC')`))
  const records = await engine.rows(z.object({ raw: z.string() }), sql`SELECT raw FROM events WHERE ${all([spans, within(filter), chosen(signing, keys)])} LIMIT ${mostSignIns}`, options)
  const succeeded = records.map(({ raw }) => parseRecord(raw)).filter((record) => isObject(record) && textAt(record, 'responseElements', 'ConsoleLogin') === 'Success')
  const withMfa = succeeded.filter((record) => /^yes$/i.test(textAt(record, 'additionalEventData', 'MFAUsed')) || textAt(record, 'userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated') === 'true')
  return { total: succeeded.length, withMfa: withMfa.length }
}
