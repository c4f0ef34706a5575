import 'server-only'
import { sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'

/**
 * Sessions, and who else acts with which key, whenever: rows of these columns, `since` and `until` (the times of the first and
 * the last event) and `n`, their number. A combination may stand in several rows. They are read from what is held in memory
 * or else from the projection of the records, which has the same.
 * @param columns of `sessionsBy`
 * @param which a condition on `sessionsBy`
 */
export const sessionsWhere = ({ covers }: Pick<FixedFilter, 'covers'>, columns: Sql, which: Sql): Sql =>
  covers?.isRolledUp
    ? sql`(SELECT ${columns}, since, until, n FROM sessions WHERE ${which})`
    : sql`(SELECT ${columns}, min(time) AS since, max(time) AS until, count() AS n FROM events WHERE ${which} GROUP BY ${columns})`
