import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { identitiesContract, ListedIdentity } from '@/lib/api/identities'
import { severities } from '@/lib/cloudtrail/facts'
import { identityKind, identityKinds } from '@/lib/cloudtrail/identity-kind'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import { withChoice, type FixedFilter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import type { ActorKeys } from '@/lib/filter/sql'
import type { State } from '@/lib/journal/state'
import { actorKeys } from './actor-keys'
import { everUntil, isoOf } from './asked-of'
import { behindThem } from './behind-them'
import { counted, countedByIdentity, countedSince, perIdentity, type Group } from './counted'
import { byHash, byPlaceAmong, hashed } from './field'
import { exactTimes } from './exact-times'
import { correctionOf, kindOf } from './kind'
import { labels } from './labels'
import { isSession } from './opened-by'
import type { Question } from './question'
import { sessionsWhere } from './sessions'
import type { ReviewedStore, Store } from './store'

const parts = 30
const row = z.object({ identity: z.string(), type: z.string(), kind: identityKind, total: z.int(), errors: z.int(), rank: z.int(), risk: z.int(), novelty: z.int(), last: z.int(), kinds: z.array(z.int()) })

/**
 * Everyone seen in the Filter.
 * @throws EngineError when the engine gives up
 */
export async function identities({ store, filter, takes, options }: Question<typeof identitiesContract, ReviewedStore>): Promise<Answer<typeof identitiesContract>> {
  const { engine, journal } = store
  const { sort, kind, search, limit, offset } = takes
  const keys = await actorKeys(engine, filter, options)
  const order = { risk: sql`risk`, volume: sql`total`, lastSeen: sql`last`, novelty: sql`novelty` }[sort]
  const isByNovelty = sort === 'novelty'
  const fresh = isByNovelty ? sql`ANY LEFT JOIN (${novelties(filter, keys, byHash('identity'))}) AS fresh ON fresh.hash_ = ${hashed(sql`identity`)}` : sql``
  // How many there are of each kind is counted on the way, before one of them is chosen.
  const everyone = sql`SELECT *, ${isByNovelty ? sql`fresh.novelty` : sql`0`} AS novelty, ${countsOfKinds} FROM (${everyoneIn(filter, keys, search, journal.state())}) AS everyone ${fresh}`
  const rows = await engine.rows(row, sql`
    SELECT identity, type, kind, total, errors, rank, risk, novelty, last, kinds FROM (${everyone})
    WHERE ${kind === undefined ? sql`1` : sql`kind = ${kind}`} ORDER BY ${order} DESC, total DESC, identity LIMIT ${limit} OFFSET ${offset}`, options)
  const [counts] = rows.length > 0 ? rows : await engine.rows(row.pick({ kinds: true }), sql`SELECT kinds FROM (${everyone}) LIMIT 1`, options)
  const kinds = identityKinds.map((each, index) => ({ kind: each, count: counts?.kinds[index] ?? 0 }))
  const names = rows.map(({ identity }) => identity)
  const told = await toldOf(store, filter, keys, rows, sort === 'novelty', options)
  const labelled = await labels(store, 'identity', [...names, ...[...told.behind.values()].map(({ identity }) => identity)], options)
  const named = (identity: string) => ({ identity, value: literal(identity), label: labelled(identity) })
  const total = kinds.reduce((sum, each) => sum + (kind === undefined || each.kind === kind ? each.count : 0), 0)
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    total,
    kinds,
    identities: rows.map((each): ListedIdentity => {
      const behind = told.behind.get(each.identity)
      return {
        ...named(each.identity),
        kind: each.kind,
        corrected: correctionOf(journal.state(), each.identity),
        type: each.type,
        total: each.total,
        errors: each.errors,
        severity: severities[each.rank] ?? 'info',
        risk: each.risk,
        novelty: told.novelty.get(each.identity) ?? each.novelty,
        firstSeen: isoOf(told.first.get(each.identity) ?? each.last),
        lastSeen: isoOf(told.last.get(each.identity)?.last ?? each.last),
        spark: told.sparks.get(each.identity) ?? Array.from({ length: parts }, () => 0),
        behind: behind ? { ...named(behind.identity), certainty: behind.certainty } : null,
      }
    }),
    nextOffset: offset + rows.length < total ? offset + rows.length : null,
  }
}

const countsOfKinds = sql`[${joined(identityKinds.map((kind) => sql`countIf(kind = ${kind}) OVER ()`), sql`, `)}] AS kinds`

/** A row for each identity of the Filter. */
function everyoneIn(filter: FixedFilter, keys: ActorKeys, search: string | undefined, state: State): Sql {
  const isCalled = search ? sql`positionCaseInsensitiveUTF8(identity, ${search}) > 0 OR positionCaseInsensitiveUTF8(called, ${search}) > 0` : sql`1`
  return sql`
    SELECT identity, kept AS type, n AS total, errors, rank, risk, last, ${kindOf(sql`identity`, sql`kept`, state)} AS kind
    FROM (SELECT identity, ${perIdentity} FROM (${countedByIdentity(filter, keys)}) GROUP BY identity) WHERE ${isCalled}`
}

/** Of each identity, how many event names, regions, accounts and addresses it used for the first time in the span. */
function novelties(filter: FixedFilter, keys: ActorKeys, who: Group): Sql {
  const ever = everUntil(filter)
  const fields = (['event', 'region', 'account', 'ip'] as const).map((field) => {
    const value = { ...byHash(field), name: sql`value` }
    return sql`SELECT ${who.name} FROM (${countedSince(ever, keys, [who, value])}) GROUP BY ${who.name}, value HAVING min(first) >= ${quarterOf(filter.from)}`
  })
  return sql`SELECT ${who.name}, count() AS novelty FROM (${fields.reduce((before, each) => sql`${before} UNION ALL ${each}`)}) GROUP BY ${who.name}`
}

const onlyThose = (filter: FixedFilter, identities: readonly string[]) => withChoice(filter, 'identity', { include: identities.map(literal), exclude: [] })

/** What falls into the quarter of an hour in which the span begins counts as new. */
const quarterOf = (at: Date) => Math.floor(at.getTime() / 900_000) * 900

/** What is worked out only for those on the page. */
async function toldOf(store: Store, filter: FixedFilter, keys: ActorKeys, rows: readonly z.infer<typeof row>[], knowsNovelty: boolean, options: QueryOptions) {
  const { engine } = store
  const names = rows.map(({ identity }) => identity)
  const who = byPlaceAmong(names, 'identity')
  const those = onlyThose(filter, names)
  if (names.length === 0) return { sparks: new Map<string, number[]>(), novelty: new Map<string, number>(), first: new Map<string, number>(), last: new Map<string, { last: number }>(), behind: new Map<string, never>() }
  const [sparks, novelty, first, last, behind] = await Promise.all([
    sparksOf(engine, those, keys, who, options),
    knowsNovelty ? [] : engine.rows(z.object({ place: z.int(), novelty: z.int() }), novelties(those, keys, who), options),
    engine.rows(z.object({ identity: z.string(), first: z.int() }), sql`SELECT identity, toUnixTimestamp(min(since)) AS first FROM ${sessionsWhere(filter, sql`identity`, sql`identity IN ${names}`)} GROUP BY identity`, options),
    exactTimes(engine, filter, keys, sql`[toString(identity)]`, rows.map(({ identity, last: at }) => ({ name: identity, at })), options),
    behindThem(store, names.filter(isSession), options),
  ])
  return {
    sparks: new Map(sparks.map(({ place, spark }) => [names[place] ?? '', spark])),
    novelty: new Map(novelty.map((each) => [names[each.place] ?? '', each.novelty])),
    first: new Map(first.map((each) => [each.identity, each.first])),
    last,
    behind,
  }
}

async function sparksOf(engine: Engine, filter: FixedFilter, keys: ActorKeys, who: Group, options: QueryOptions): Promise<{ place: number; spark: number[] }[]> {
  const start = filter.from.getTime() / 1000
  const step = Math.max(1, Math.ceil((filter.to.getTime() / 1000 - start) / parts))
  const bucket = { name: sql`bucket`, of: (at: Sql) => sql`toUInt8(least(intDiv(greatest(toInt64(toUInt32(${at})) - ${start}, 0), ${step}), ${parts - 1}))` }
  const rows = await engine.rows(z.object({ place: z.int(), buckets: z.array(z.int()), counts: z.array(z.int()) }), sql`
    SELECT place, groupArray(bucket) AS buckets, groupArray(n) AS counts FROM (${counted(filter, keys, [who, bucket])}) GROUP BY place`, options)
  return rows.map(({ place, buckets, counts }) => {
    const spark = Array.from({ length: parts }, () => 0)
    buckets.forEach((position, index) => (spark[position] = (spark[position] ?? 0) + (counts[index] ?? 0)))
    return { place, spark }
  })
}
