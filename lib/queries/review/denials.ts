import 'server-only'
import { z } from 'zod'
import { all, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { asSet, where } from '@/lib/filter/sql'
import type { Denials, Turn } from '@/lib/review/denials'
import { familyOf } from '@/lib/review/family'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import { before, byQuarter, familyOfText, isDenied, outcome, type Asked } from './question'

const denialRow = z.object({ identity: z.string(), label: z.string(), event: z.string(), errors: z.array(z.string()), quarters: z.array(z.int()), counts: z.array(z.int()), all: z.array(z.int()) })
const turnRow = z.object({ family: z.string(), event: z.string(), denied: z.int(), done: z.int(), firstDenied: z.int(), firstDone: z.int(), lastDone: z.int() })

/** Identities with what they were denied that are taken, the most denied first; days back in which a denial still counts; denials that count as many. */
const [most, daysBack, many] = [4_000, 3, 3]
/** Refusals to assume a role within a quarter of an hour from which on it is asked how many roles they were about. */
const manyRoles = 5

const likelyRow = z.object({ who: z.string(), event: z.string() })

/** An identity, and the role of its sessions. */
const asBoth = (identity: Sql) => sql`arrayDistinct([toString(${identity}), toString(${familyOfText(identity)})])`

/** The period and the days before it in which a denial still counts. */
const wide = (filter: FixedFilter): FixedFilter => ({ ...filter, from: before(filter, daysBack).from })

/**
 * Who was denied what in a period and the three days before, and how many events each had in all at these times.
 * @throws EngineError when the engine gives up
 */
export async function denials(asked: Asked): Promise<Denials[]> {
  const { store: { engine }, filter, keys, options } = asked
  const groups: Group[] = [byField('identity'), { name: sql`label_`, of: () => sql`label` }, byField('event'), byField('error'), byQuarter, { name: sql`denied_`, of: () => isDenied }]
  const rows = await engine.rows(denialRow, sql`
    SELECT identity_ AS identity, label, event, errors, quarters, counts, arrayMap(quarter -> totals[quarter], quarters) AS all FROM (
      SELECT identity_, any(label_) AS label, event_ AS event, groupUniqArray(10)(error_) AS errors, sum(n) AS count, groupArray(quarter_) AS quarters, groupArray(n) AS counts
      FROM (${counted(wide(filter), keys, groups)}) WHERE denied_ GROUP BY identity_, event
    ) AS denied
    INNER JOIN (
      SELECT identity_, mapFromArrays(groupArray(quarter_), groupArray(m)) AS totals
      FROM (SELECT identity_, quarter_, sum(n) AS m FROM (${counted(filter, keys, [byField('identity'), byQuarter])}) GROUP BY identity_, quarter_) GROUP BY identity_
    ) AS everything USING (identity_)
    ORDER BY count DESC LIMIT ${most}`, options)
  const roles = await rolesRefused(asked, rows)
  return rows.map((each) => ({ ...each, ...(isAssuming(each.event) && { roles: roles.get(each.identity) ?? 0 }) }))
}

const isAssuming = (event: string) => /^AssumeRole/.test(event)

/** How many different roles each was refused, of those who were refused several at once: the records of these times alone are read. */
async function rolesRefused({ store: { engine }, filter, keys, options }: Asked, denied: readonly Denials[]): Promise<Map<string, number>> {
  const bursts = denied.filter(({ event }) => isAssuming(event)).flatMap(({ identity, quarters, counts }) => quarters.filter((at, index) => at + 900 > filter.from.getTime() / 1000 && (counts[index] ?? 0) >= manyRoles).map((at) => ({ identity, at })))
  if (bursts.length === 0) return new Map()
  const [first, last] = [Math.min(...bursts.map(({ at }) => at)), Math.max(...bursts.map(({ at }) => at)) + 900]
  const rows = await engine.rows(z.object({ identity: z.string(), roles: z.int() }), sql`
    SELECT identity, toUInt32(uniqExact(JSONExtractString(raw, 'requestParameters', 'roleArn'))) AS roles FROM events
    WHERE ${all([
      where({ ...filter, from: new Date(first * 1000), to: new Date(last * 1000) }, keys), sql`startsWith(event, 'AssumeRole')`, sql`error != ''`, sql`identity IN ${[...new Set(bursts.map(({ identity }) => identity))]}`,
      sql`intDiv(toUInt32(time), 900) * 900 IN (SELECT arrayJoin(${[...new Set(bursts.map(({ at }) => at))]}))`,
    ])} GROUP BY identity`, options)
  return new Map(rows.map(({ identity, roles }) => [identity, roles]))
}

/**
 * What an identity, or a role by all its sessions, was denied again and again and then allowed, for the first time in
 * the period. Who is denied still, now and then, has no new rights.
 * @param denied what to look at: all that was denied
 * @throws EngineError when the engine gives up
 */
export async function turns({ store: { engine }, filter, keys, options }: Asked, denied: readonly Denials[]): Promise<Turn[]> {
  const counts = new Map<string, number>()
  for (const { identity, event, counts: own } of denied) {
    for (const who of new Set([identity, familyOf(identity)])) {
      const key = JSON.stringify([who, event])
      counts.set(key, (counts.get(key) ?? 0) + own.reduce((sum, each) => sum + each, 0))
    }
  }
  const candidates = denied.filter(({ identity, event }) => (counts.get(JSON.stringify([familyOf(identity), event])) ?? 0) >= many)
  if (candidates.length === 0) return []
  const names = (values: readonly string[]) => asSet([...new Set(values)])
  const among = (some: readonly { who: string; event: string }[], identity: Sql, event: Sql) => all([
    sql`${event} IN ${names(some.map((each) => each.event))}`,
    sql`${familyOfText(identity)} IN ${names(some.map(({ who }) => familyOf(who)))}`,
  ])
  const start = filter.from.getTime() / 1000
  const byEnd: Group = { name: sql`ended_`, of: () => outcome }
  // By quarters of an hour, as the rollup has them, few may have turned; of these alone records are read.
  const likely = await engine.rows(likelyRow, sql`
    SELECT who, event FROM (
      SELECT arrayJoin(${asBoth(sql`identity_`)}) AS who, event_ AS event, quarter_, ended_, n FROM (${counted(wide(filter), keys, [byField('identity'), byField('event'), byQuarter, byEnd])})
      WHERE ${among(candidates.map(({ identity, event }) => ({ who: identity, event })), sql`identity_`, sql`event_`)})
    GROUP BY who, event
    HAVING sumIf(n, ended_ = 1) >= ${many} AND sumIf(n, ended_ = 0) > 0
      AND minIf(quarter_, ended_ = 0) + 900 > ${start} AND minIf(quarter_, ended_ = 0) >= minIf(quarter_, ended_ = 1)`, options)
  if (likely.length === 0) return []
  const isAsked = all([where(wide(filter), keys), among(likely, sql`identity`, sql`event`)])
  return engine.rows(turnRow, sql`
    SELECT who AS family, event, countIf(ended = 1 AND at <= done_) AS denied, countIf(ended = 0) AS done,
      toUnixTimestamp(minIf(at, ended = 1)) AS firstDenied, toUnixTimestamp(minIf(at, ended = 0)) AS firstDone, toUnixTimestamp(maxIf(at, ended = 0)) AS lastDone
    FROM (
      SELECT who, event, at, ended, minIf(at, ended = 0) OVER (PARTITION BY who, event) AS done_
      FROM (SELECT arrayJoin(${asBoth(sql`identity`)}) AS who, event, time AS at, ${outcome} AS ended FROM events WHERE ${isAsked}))
    GROUP BY family, event
    HAVING denied >= ${many} AND done > 0 AND firstDone >= ${start} AND firstDone >= firstDenied AND countIf(ended = 1 AND at > done_) * 4 <= denied
    ORDER BY denied DESC LIMIT ${most}`, options)
}
