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
import { byPlaceAmong, spelled } from './field'
import { labels } from './labels'
import { leading } from './leading'
import type { Question } from './question'

const row = z.object({ place: z.int(), positions: z.array(z.int()), counts: z.array(z.int()), ranks: z.array(z.int()) })

/**
 * Events of each value of `rows`, most events first, in cells of time in the zone of the Filter.
 * @throws EngineError when the engine gives up
 */
export async function heatmap({ store, filter, takes, options }: Question<typeof heatmapContract>): Promise<Answer<typeof heatmapContract>> {
  const { engine } = store
  const { rows: field, limit } = takes
  const { cols, cellOf, needsRecords } = columnsOf(takes.cols, filter)
  const keys = await actorKeys(engine, filter, options)
  const { values, distinct, everything } = await leading(engine, filter, keys, field, limit, options)

  // The rollup is grouped by severity; asked for the highest one, it would not be used.
  const groups = [
    byPlaceAmong(values, field),
    { name: sql`cell`, of: (at: Sql) => sql`toUInt16(${cellOf(at)})`, needsRecords },
    { name: sql`rank`, of: () => sql`toUInt8(severity)` },
  ]
  const rows = await engine.rows(
    row,
    sql`
      SELECT place, groupArray(cell) AS positions, groupArray(n) AS counts, groupArray(rank) AS ranks
      FROM (${counted(filter, keys, groups)})
      WHERE place < ${values.length} GROUP BY place`,
    options,
  )
  const labelled = await labels(store, field, values, options)

  const found = rows.map(({ place, positions, counts, ranks }) => {
    const value = values[place] ?? ''
    const cells = cols.map(() => 0)
    const highest = cols.map(() => 0)
    positions.forEach((position, index) => {
      cells[position] = (cells[position] ?? 0) + (counts[index] ?? 0)
      highest[position] = Math.max(highest[position] ?? 0, ranks[index] ?? 0)
    })
    const total = cells.reduce((sum, count) => sum + count, 0)
    return { key: spelled(field, value), label: labelled(value), total, severity: severityOf(Math.max(...highest)), cells, severities: highest.map(severityOf) }
  })
  return { totalRows: distinct, total: everything, cols, rows: found.sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1)) }
}

const severityOf = (rank: number): Severity => severities[rank] ?? 'info'

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
