import 'server-only'
import { z } from 'zod'
import type { Answer, Takes } from '@/lib/api/contract'
import type { heatmapContract } from '@/lib/api/heatmap'
import { type Severity, severities } from '@/lib/cloudtrail/facts'
import { sql, type Sql } from '@/lib/engine/sql'
import { daysOf } from '@/lib/filter/buckets'
import type { FixedFilter } from '@/lib/filter/filter'
import { localHour, localWeekday, positionAmong } from '@/lib/filter/local-time'
import { actorKeys } from './actor-keys'
import { counted } from './counted'
import { fieldGroups, labelled, spelled } from './field'
import type { Question } from './question'

const row = z.object({
  value: z.string(),
  label: z.string(),
  total: z.int(),
  highest: z.int(),
  positions: z.array(z.int()),
  counts: z.array(z.int()),
  highests: z.array(z.int()),
  totalRows: z.int(),
  everything: z.int(),
})

/**
 * Events of each value of `rows`, most events first, in cells of time in the zone of the Filter.
 * @throws EngineError when the engine gives up
 */
export async function heatmap({ store: { engine }, filter, takes, options }: Question<typeof heatmapContract>): Promise<Answer<typeof heatmapContract>> {
  const { rows: field, limit } = takes
  const { cols, cellOf, needsRecords } = columnsOf(takes.cols, filter)
  const keys = await actorKeys(engine, filter, options)

  // The rollup is grouped by severity; asked for the highest one, it would not be used.
  const groups = [...fieldGroups(field), { name: sql`cell`, of: cellOf, needsRecords }, { name: sql`rank`, of: () => sql`toInt8(severity)` }]
  const rows = await engine.rows(
    row,
    sql`
      SELECT value, label, total, highest, positions, counts, highests, count() OVER () AS totalRows, sum(total) OVER () AS everything
      FROM (
        SELECT value, any(shown) AS label, sum(n) AS total, max(rank) AS highest,
               groupArray(cell) AS positions, groupArray(n) AS counts, groupArray(rank) AS highests
        FROM (SELECT value, cell, any(shown) AS shown, max(rank) AS rank, sum(n) AS n FROM (${counted(filter, keys, groups)}) GROUP BY value, cell)
        GROUP BY value)
      ORDER BY total DESC, value LIMIT ${limit}`,
    options,
  )

  return {
    totalRows: rows[0]?.totalRows ?? 0,
    total: rows[0]?.everything ?? 0,
    cols,
    rows: rows.map(({ value, label, total, highest, positions, counts, highests }) => {
      const cells = cols.map(() => 0)
      const ranks = cols.map((): Severity => 'info')
      positions.forEach((position, index) => {
        cells[position] = counts[index] ?? 0
        ranks[position] = severityOf(highests[index])
      })
      return { key: spelled(field, value), label: labelled(value, label), total, severity: severityOf(highest), cells, severities: ranks }
    }),
  }
}

const severityOf = (rank: number | undefined): Severity => severities[rank ?? 0] ?? 'info'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index))

/** The columns of a heatmap, and the position of the one that an event is in. */
function columnsOf(kind: Takes<typeof heatmapContract>['cols'], filter: FixedFilter): { cols: string[]; cellOf: (at: Sql) => Sql; needsRecords: boolean } {
  if (kind === 'hour') return { cols: numbers(24), cellOf: (at) => localHour(at, filter), needsRecords: false }
  if (kind === 'weekday-hour') {
    const cellOf = (at: Sql) => sql`(${localWeekday(at, filter)} - 1) * 24 + ${localHour(at, filter)}`
    return { cols: numbers(168), cellOf, needsRecords: false }
  }
  const days = daysOf(filter)
  const starts = days.map(({ start }) => start)
  return {
    cols: days.map(({ date }) => date),
    cellOf: (at) => positionAmong(starts, at),
    needsRecords: starts.some((start) => start.getTime() % 900_000 !== 0),
  }
}
