import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { identityKind } from '@/lib/cloudtrail/identity-kind'
import { isObject, parseRecord, textAt } from '@/lib/cloudtrail/record'
import { all, sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import { chosen, inQuartersOf, within } from '@/lib/filter/sql'
import type { Journal } from '@/lib/journal/journal'
import { usedEver } from './activity-used'
import { isoOf, type Asked } from './asked-of'
import { countedSince } from './counted'
import { byValue } from './field'
import { correctionOf, kindFound } from './kind'
import { labels } from './labels'
import { actingKey, isSession, openedBy } from './opened-by'
import { sessionsWhere } from './sessions'

type Who = NonNullable<Answer<typeof identityContract>['who']>

const mostChains = 5

/** Who an identity is: what it is called and uses, since when, who is behind it and as what it acts. */
export async function whoIs(asked: Asked, journal: Journal): Promise<Who> {
  const { engine, about: { value: identity }, options } = asked
  const [[self], { used, first, last }, signIns, chains] = await Promise.all([
    engine.rows(z.object({ type: z.string(), kind: identityKind }), sql`
      SELECT kept AS type, ${kindFound(sql`identity`, sql`kept`)} AS kind
      FROM (SELECT identity, anyLast(type) AS kept FROM ${sessionsWhere(asked.filter, sql`identity, type`, sql`identity = ${identity}`)} GROUP BY identity)`, options),
    usedEver(asked),
    signInsOf(asked),
    isSession(identity) ? chainsOf(asked) : [],
  ])
  const found = self?.kind ?? 'other'
  const corrected = journal.state().kinds.get(identity)
  return {
    kind: corrected?.is ?? found,
    kindFound: found,
    corrected: correctionOf(journal.state(), identity),
    kindSaw: corrected?.seq ?? 0,
    type: self?.type ?? '',
    firstSeen: first === undefined ? null : isoOf(first),
    lastSeen: last === undefined ? null : isoOf(last),
    signIns,
    chains,
    ...used,
  }
}

const latestRow = z.object({ key: z.string(), last: z.int() })

/** Who opened the latest sessions of a session's name: several people may share a role under one name. */
async function chainsOf({ store, engine, filter, about: { value: identity }, options }: Asked): Promise<Who['chains']> {
  const latest = await engine.rows(latestRow, sql`
    SELECT key, toUnixTimestamp(max(until)) AS last FROM ${sessionsWhere(filter, sql`identity, key`, sql`identity = ${identity}`)} GROUP BY key
    ORDER BY key = '', last DESC LIMIT ${mostChains}`, options)
  const acting = latest.filter(({ key }, index) => key !== '' || index === 0).map((each) => ({ identity, ...each }))
  const chains = await openedBy(store, acting, options)
  const labelled = await labels(store, 'identity', [...chains.values()].flatMap((chain) => chain.map(({ opener }) => opener)), options)
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
  const records = await engine.rows(z.object({ raw: z.string() }), sql`SELECT raw FROM events WHERE ${all([inQuartersOf(quarters.map(({ at }) => at)), within(filter), chosen(signing, keys)])} LIMIT ${mostSignIns}`, options)
  const succeeded = records.map(({ raw }) => parseRecord(raw)).filter((record) => isObject(record) && textAt(record, 'responseElements', 'ConsoleLogin') === 'Success')
  const withMfa = succeeded.filter((record) => /^yes$/i.test(textAt(record, 'additionalEventData', 'MFAUsed')) || textAt(record, 'userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated') === 'true')
  return { total: succeeded.length, withMfa: withMfa.length }
}
