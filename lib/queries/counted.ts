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
 * Whole quarters of an hour come from the rollup, which the engine uses only if all that is named is in it; what is left
 * at both ends of the span comes from the records. Where the store ends within the span, nothing is left.
 */
export function counted(filter: FixedFilter, keys: ActorKeys, groups: readonly Group[]): Sql {
  const rolledUp = isRolledUp(filter) && !groups.some(({ needsRecords }) => needsRecords)
  const [from, to] = [filter.from.getTime() / 1000, filter.to.getTime() / 1000]
  const { covers } = filter
  const first = (covers && from <= covers.from ? Math.floor : Math.ceil)(from / quarter) * quarter
  const last = (covers && to > covers.to ? Math.ceil : Math.floor)(to / quarter) * quarter
  const choices = chosen(filter, keys)
  const scan = (span: Sql, at: Sql) => {
    const by = groups.length > 0 ? sql`GROUP BY ${joined(groups.map(({ name }) => name), sql`, `)}` : sql``
    const values = joined([...groups.map(({ name, of }) => sql`${of(at)} AS ${name}`), sql`count() AS n`], sql`, `)
    return sql`SELECT ${values} FROM events WHERE ${all([span, choices])} ${by} ${inBlocks(filter)}`
  }
  if (!rolledUp || first >= last) return scan(within(filter), sql`time`)
  const whole = sql`${quarterOf} >= toDateTime(${first}, 'UTC') AND ${quarterOf} < toDateTime(${last}, 'UTC')`
  const edges = [
    { from: filter.from, to: new Date(first * 1000) },
    { from: new Date(last * 1000), to: filter.to },
  ].filter((edge) => edge.from < edge.to)
  const scans = [scan(whole, quarterOf), ...(edges.length > 0 ? [scan(any(edges.map(within)), sql`time`)] : [])]
  return joined(scans, sql` UNION ALL `)
}
