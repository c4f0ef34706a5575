import 'server-only'
import { all, any, joined, sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { chosen, inBlocks, isRolledUp, quarterOf, within, type ActorKeys } from '@/lib/filter/sql'

/** What events are counted by. */
export interface Group {
  /** Its name in the answer; never that of a column. */
  name: Sql
  /** Its value, of an event at this time (or in the quarter of an hour that begins then). */
  of: (at: Sql) => Sql
  /** Whether it takes more than the rollup has: another column, or the time to the second. */
  needsRecords?: boolean
}

const quarter = 900

/**
 * Counts the events of a Filter by groups: rows of these and `n`. A combination may stand in two rows, so what reads them
 * sums `n`.
 *
 * Whole quarters of an hour come from the rollup: from the one in memory or else from the projection of the records,
 * which the engine uses only if all that is named is in it. What is left at both ends of the span comes from the
 * records. Where the store ends within the span, nothing is left.
 */
export function counted(filter: FixedFilter, keys: ActorKeys, groups: readonly Group[]): Sql {
  const by = groups.length > 0 ? sql`GROUP BY ${joined(groups.map(({ name }) => name), sql`, `)}` : sql``
  return scans(filter, keys, groups, (values, from) => sql`SELECT ${joined(values, sql`, `)} ${from} ${by}`)
}

/**
 * As `counted`, with `first` and `last` besides: the seconds since 1970 of the first and the last event, or of the quarter of
 * an hour that it is in. What reads them takes the least and the greatest.
 */
export function countedSince(filter: FixedFilter, keys: ActorKeys, groups: readonly Group[]): Sql {
  const by = (more: readonly Sql[]) => sql`GROUP BY ${joined([...groups.map(({ name }) => name), ...more], sql`, `)}`
  return scans(filter, keys, groups, (values, from, at, isProjected) => {
    // Only what the projection is grouped by can be asked of it.
    const times = isProjected ? [sql`toUInt32(${at}) AS first`, sql`first AS last`] : [sql`toUInt32(min(${at})) AS first`, sql`toUInt32(max(${at})) AS last`]
    return sql`SELECT ${joined([...values, ...times], sql`, `)} ${from} ${by(isProjected ? [at] : [])}`
  })
}

/**
 * Counts the events of a Filter by each of some groups alone: rows of `place` (of the group among them, from 0), `value`
 * as text, and `n`, to be summed as well. Records, and the rollup in memory, are read once for all groups.
 */
export function countedApart(filter: FixedFilter, keys: ActorKeys, groups: readonly Group[]): Sql {
  if (isRolledUp(filter) && !filter.covers?.isRolledUp) {
    // For sets of groups the engine does not use the projection.
    const each = groups.map((group, place) => sql`SELECT ${place} AS place, toString(${group.name}) AS value, n FROM (${counted(filter, keys, [group])})`)
    return joined(each, sql` UNION ALL `)
  }
  const names = groups.map(({ name }) => name)
  const { told, sets } = apart(names)
  return scans(filter, keys, groups, (values, from) => sql`SELECT ${joined([told, ...values], sql`, `)} ${from} ${sets}`)
}

/**
 * Groups by each of some columns alone: by these `sets`, of which `told` gives the `place` of the column that a row is about, and
 * its `value` as text.
 */
export function apart(names: readonly Sql[]): { told: Sql; sets: Sql } {
  const all = joined(names, sql`, `)
  return {
    // A bit for each column, the first the highest: 0 in the one that a row is about. To ask for them one by one takes the engine far longer to plan.
    told: sql`${names.length - 1} - bitCount(${2 ** names.length - 2} - grouping(${all})) AS place, [${joined(names.map((name) => sql`toString(${name})`), sql`, `)}][place + 1] AS value`,
    sets: sql`GROUP BY GROUPING SETS (${joined(names.map((name) => sql`(${name})`), sql`, `)})`,
  }
}

/**
 * How many different values of `who` there are, where `on` is not 0, in the events of a Filter: rows of `others`, a state to be
 * merged by `uniqMerge`, and of what they are told `by`: groups, or what is made of these. To group by `who` first takes twice
 * as long.
 */
export function distinctIn(filter: FixedFilter, keys: ActorKeys, groups: readonly Group[], who: Group, on: Group, by: { name: Sql; of?: Sql }[]): Sql {
  const told = joined(by.map(({ name, of }) => (of ? sql`${of} AS ${name}` : name)), sql`, `)
  const names = joined(by.map(({ name }) => name), sql`, `)
  return scans(filter, keys, groups, (_, from, at, isProjected) => {
    const each = [...groups, who, on].map(({ name, of }) => sql`${of(at)} AS ${name}`)
    const state = sql`uniqStateIf(${who.name}, ${on.name}) AS others`
    if (!isProjected) return sql`WITH ${joined(each, sql`, `)} SELECT ${told}, ${state} ${from} GROUP BY ${names}`
    // Only what the projection is grouped by can be asked of it.
    return sql`SELECT ${told}, ${state} FROM (SELECT ${joined(each, sql`, `)}, count() ${from} GROUP BY ${joined([...groups, who, on].map(({ name }) => name), sql`, `)}) GROUP BY ${names}`
  })
}

/** What is told of each identity: its events `n`, of these `errors`, `risk`, the highest severity's `rank`, when it was seen `last`, what its type is (`kept`) and what it is `called`. */
export const perIdentity = sql`sum(n) AS n, sum(errors) AS errors, sum(risk) AS risk, max(rank) AS rank, max(last) AS last, anyLast(kept) AS kept, min(called) AS called`

/**
 * Counts the events of a Filter by identity: rows of `identity` and what `perIdentity` tells, which sums up the rows of one.
 * One column to group by is far cheaper than all that this takes.
 */
export function countedByIdentity(filter: FixedFilter, keys: ActorKeys): Sql {
  const rank = sql`toUInt8(severity)`
  const failed = sql`error != ''`
  const told = (weight: Sql, highest: Sql, isError: Sql) => sql`sumIf(${weight}, ${isError}) AS errors, sum(${weight} * transform(${highest}, [2, 3, 4], [1, 10, 100], 0)) AS risk, max(${highest}) AS rank`
  return scans(filter, keys, [{ name: sql`identity`, of: () => sql`identity` }], (values, from, at, isProjected, weight) => {
    if (!isProjected) return sql`SELECT ${joined(values, sql`, `)}, ${told(weight, rank, failed)}, toUInt32(max(${at})) AS last, anyLast(type) AS kept, min(label) AS called ${from} GROUP BY identity`
    // Only what the projection is grouped by can be asked of it.
    return sql`
      SELECT identity, sum(each.n) AS n, ${told(sql`each.n`, sql`rank_`, sql`failed`)}, max(at) AS last, anyLast(type_) AS kept, min(label_) AS called
      FROM (SELECT ${joined(values, sql`, `)}, ${rank} AS rank_, ${failed} AS failed, toUInt32(${at}) AS at, type AS type_, label AS label_ ${from} GROUP BY identity, rank_, failed, ${at}, type_, label_) AS each
      GROUP BY identity`
  })
}

/**
 * The scans that together read each event of a Filter once: `select` is given the values of the groups and `n`, and from where;
 * and how many events a row stands for.
 */
function scans(filter: FixedFilter, keys: ActorKeys, groups: readonly Group[], select: (values: readonly Sql[], from: Sql, at: Sql, isProjected: boolean, weight: Sql) => Sql): Sql {
  const { covers } = filter
  const choices = chosen(filter, keys)
  const scan = (span: Sql, at: Sql, isHeld = false, isProjected = false) => {
    const values = groups.map(({ name, of }) => sql`${of(at)} AS ${name}`)
    const from = sql`FROM ${isHeld ? sql`rolled` : sql`events`} WHERE ${all([span, choices])}`
    return sql`${select([...values, isHeld ? sql`sum(rolled.n) AS n` : sql`count() AS n`], from, at, isProjected, isHeld ? sql`rolled.n` : sql`1`)} ${inBlocks(filter)}`
  }
  const [from, to] = [filter.from.getTime() / 1000, filter.to.getTime() / 1000]
  const first = (covers && from <= covers.from ? Math.floor : Math.ceil)(from / quarter) * quarter
  const last = (covers && to > covers.to ? Math.ceil : Math.floor)(to / quarter) * quarter
  if (!isRolledUp(filter) || groups.some(({ needsRecords }) => needsRecords) || first >= last) return scan(within(filter), sql`time`)
  // Of the rollup in memory, `time` is the quarter itself.
  const isHeld = covers?.isRolledUp === true
  const at = isHeld ? sql`time` : quarterOf
  const whole = sql`${at} >= toDateTime(${first}, 'UTC') AND ${at} < toDateTime(${last}, 'UTC')`
  const edges = [
    { from: filter.from, to: new Date(first * 1000) },
    { from: new Date(last * 1000), to: filter.to },
  ].filter((edge) => edge.from < edge.to)
  return joined([scan(whole, at, isHeld, !isHeld), ...(edges.length > 0 ? [scan(any(edges.map(within)), sql`time`)] : [])], sql` UNION ALL `)
}
