import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { identitiesContract, ListedIdentity } from '@/lib/api/identities'
import { severities } from '@/lib/cloudtrail/facts'
import { identityKind, identityKinds } from '@/lib/cloudtrail/identity-kind'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql, type Sql } from '@/lib/engine/sql'
import { withChoice, type FixedFilter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import type { ActorKeys } from '@/lib/filter/sql'
import type { State } from '@/lib/journal/state'
import { actorKeys } from './actor-keys'
import { everUntil, isoOf } from './asked-of'
import { counted, countedSince } from './counted'
import { byField } from './field'
import { exactTimes } from './exact-times'
import { correctionOf, kindOf } from './kind'
import { labels } from './labels'
import { actingKey, isSession, openedBy } from './opened-by'
import type { Question } from './question'
import type { ReviewedStore } from './store'

const parts = 30
const row = z.object({ identity: z.string(), type: z.string(), kind: identityKind, total: z.int(), errors: z.int(), rank: z.int(), risk: z.int(), novelty: z.int(), last: z.int(), found: z.int() })

/**
 * Everyone seen in the Filter.
 * @throws EngineError when the engine gives up
 */
export async function identities({ store, filter, takes, options }: Question<typeof identitiesContract, ReviewedStore>): Promise<Answer<typeof identitiesContract>> {
  const { engine, journal } = store
  const { sort, kind, search, limit, offset } = takes
  const keys = await actorKeys(engine, filter, options)
  const everyone = everyoneIn(filter, keys, search, journal.state())
  const order = { risk: sql`risk`, volume: sql`total`, lastSeen: sql`last`, novelty: sql`novelty` }[sort]
  const joined = sort === 'novelty' ? sql`ANY LEFT JOIN (${novelties(filter, keys)}) AS fresh USING (identity)` : sql``
  const page = sql`
    SELECT *, ${sort === 'novelty' ? sql`fresh.novelty` : sql`0`} AS novelty, count() OVER () AS found FROM (${everyone}) AS everyone ${joined}
    WHERE ${kind === undefined ? sql`1` : sql`kind = ${kind}`} ORDER BY ${order} DESC, total DESC, identity LIMIT ${limit} OFFSET ${offset}`
  const [rows, kinds] = await Promise.all([
    engine.rows(row, sql`SELECT identity, type, kind, total, errors, rank, risk, novelty, last, found FROM (${page})`, options),
    engine.rows(z.object({ kind: identityKind, count: z.int() }), sql`SELECT kind, count() AS count FROM (${everyone}) GROUP BY kind`, options),
  ])
  const names = rows.map(({ identity }) => identity)
  const told = await toldOf(engine, filter, keys, rows, sort === 'novelty', options)
  const labelled = await labels(engine, 'identity', [...names, ...[...told.behind.values()].map(({ identity }) => identity)], options)
  const named = (identity: string) => ({ identity, value: literal(identity), label: labelled(identity) })
  const total = kinds.reduce((sum, each) => sum + (kind === undefined || each.kind === kind ? each.count : 0), 0)
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    total,
    kinds: identityKinds.map((each) => ({ kind: each, count: kinds.find((found) => found.kind === each)?.count ?? 0 })),
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

const byIdentity = byField('identity')

/** A row for each identity of the Filter. */
function everyoneIn(filter: FixedFilter, keys: ActorKeys, search: string | undefined, state: State): Sql {
  const groups = [
    byIdentity,
    { name: sql`type_`, of: () => sql`type` },
    { name: sql`called`, of: () => sql`label` },
    { name: sql`rank_`, of: () => sql`toUInt8(severity)` },
    { name: sql`failed`, of: () => sql`error != ''` },
  ]
  const isCalled = search ? sql`positionCaseInsensitiveUTF8(identity, ${search}) > 0 OR positionCaseInsensitiveUTF8(called, ${search}) > 0` : sql`1`
  return sql`
    SELECT identity_ AS identity, anyLast(type_) AS type, min(called) AS called, ${kindOf(sql`identity`, sql`type`, state)} AS kind, sum(n) AS total, sumIf(n, failed) AS errors,
      max(rank_) AS rank, sum(n * transform(rank_, [2, 3, 4], [1, 10, 100], 0)) AS risk, max(last) AS last
    FROM (${countedSince(filter, keys, groups)}) GROUP BY identity_ HAVING ${isCalled}`
}

/** Of each identity, how many event names, regions, accounts and addresses it used for the first time in the span. */
function novelties(filter: FixedFilter, keys: ActorKeys, identities?: readonly string[]): Sql {
  const ever = everUntil(identities ? onlyThose(filter, identities) : filter)
  const fields = (['event', 'region', 'account', 'ip'] as const).map((field) => {
    const { of } = byField(field)
    return sql`
      SELECT identity_ AS identity FROM (${countedSince(ever, keys, [byIdentity, { name: sql`value`, of }])})
      GROUP BY identity_, value HAVING min(first) >= ${quarterOf(filter.from)}`
  })
  return sql`SELECT identity, count() AS novelty FROM (${fields.reduce((before, each) => sql`${before} UNION ALL ${each}`)}) GROUP BY identity`
}

const onlyThose = (filter: FixedFilter, identities: readonly string[]) => withChoice(filter, 'identity', { include: identities.map(literal), exclude: [] })

/** What falls into the quarter of an hour in which the span begins counts as new. */
const quarterOf = (at: Date) => Math.floor(at.getTime() / 900_000) * 900

/** What is worked out only for those on the page. */
async function toldOf(engine: Engine, filter: FixedFilter, keys: ActorKeys, rows: readonly z.infer<typeof row>[], knowsNovelty: boolean, options: QueryOptions) {
  const names = rows.map(({ identity }) => identity)
  if (names.length === 0) return { sparks: new Map<string, number[]>(), novelty: new Map<string, number>(), first: new Map<string, number>(), last: new Map<string, { last: number }>(), behind: new Map<string, never>() }
  const [sparks, novelty, first, last, behind] = await Promise.all([
    sparksOf(engine, filter, keys, names, options),
    knowsNovelty ? [] : engine.rows(z.object({ identity: z.string(), novelty: z.int() }), novelties(filter, keys, names), options),
    engine.rows(z.object({ identity: z.string(), first: z.int() }), sql`SELECT identity, toUnixTimestamp(min(time)) AS first FROM events WHERE identity IN ${names} GROUP BY identity`, options),
    exactTimes(engine, filter, keys, sql`[toString(identity)]`, rows.map(({ identity, last: at }) => ({ name: identity, at })), options),
    behindThem(engine, names.filter(isSession), options),
  ])
  return {
    sparks,
    novelty: new Map(novelty.map((each) => [each.identity, each.novelty])),
    first: new Map(first.map((each) => [each.identity, each.first])),
    last,
    behind,
  }
}

async function sparksOf(engine: Engine, filter: FixedFilter, keys: ActorKeys, names: readonly string[], options: QueryOptions): Promise<Map<string, number[]>> {
  const start = filter.from.getTime() / 1000
  const step = Math.max(1, Math.ceil((filter.to.getTime() / 1000 - start) / parts))
  const bucket = { name: sql`bucket`, of: (at: Sql) => sql`toUInt8(least(intDiv(greatest(toInt64(toUInt32(${at})) - ${start}, 0), ${step}), ${parts - 1}))` }
  const those = onlyThose(filter, names)
  const rows = await engine.rows(z.object({ identity: z.string(), buckets: z.array(z.int()), counts: z.array(z.int()) }), sql`
    SELECT identity_ AS identity, groupArray(bucket) AS buckets, groupArray(n) AS counts FROM (${counted(those, keys, [byIdentity, bucket])}) GROUP BY identity_`, options)
  return new Map(rows.map(({ identity, buckets, counts }) => {
    const spark = Array.from({ length: parts }, () => 0)
    buckets.forEach((position, index) => (spark[position] = (spark[position] ?? 0) + (counts[index] ?? 0)))
    return [identity, spark]
  }))
}

/** Who is at the beginning of the chain of the latest session of each. */
async function behindThem(engine: Engine, names: readonly string[], options: QueryOptions) {
  if (names.length === 0) return new Map<string, { identity: string; certainty: 'key' | 'record' | 'guess' }>()
  const latest = await engine.rows(z.object({ identity: z.string(), key: z.string() }), sql`
    SELECT identity, key FROM (SELECT identity, key, max(time) AS last FROM events WHERE identity IN ${names} GROUP BY identity, key) ORDER BY last DESC LIMIT 1 BY identity`, options)
  const chains = await openedBy(engine, latest, options)
  return new Map(latest.flatMap((each) => {
    const chain = chains.get(actingKey(each)) ?? []
    const first = chain.at(-1)
    // A chain is as certain as its weakest link.
    const certainty = (['guess', 'record'] as const).find((weak) => chain.some((step) => step.certainty === weak)) ?? 'key'
    return first ? [[each.identity, { identity: first.opener, certainty }] as const] : []
  }))
}
