import 'server-only'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { quarterOf } from '@/lib/filter/sql'
import { quarter, type DeliveriesByPlace } from '@/lib/sources/evidence'

const row = z.object({ account: z.string(), region: z.string(), quarters: z.array(z.int()) })

/**
 * The quarters of an hour in which folders brought events, by account and region: of files whose names do not tell, that is
 * what they cover.
 * @throws EngineError when the engine gives up
 */
export async function eventQuarters(engine: Engine): Promise<DeliveriesByPlace> {
  const rows = await engine.rows(row, sql`
    SELECT account, region, arraySort(groupUniqArray(intDiv(toUnixTimestamp(${quarterOf}), ${quarter}))) AS quarters
    FROM events WHERE source = 'folder' GROUP BY account, region ORDER BY count() DESC LIMIT 2000`)
  return new Map(
    rows.map(({ account, region, quarters }) => [
      `${account} ${region}`,
      { account, region, files: new Map(quarters.map((at) => [at, 1])), signs: new Set(quarters), total: quarters.length, first: (quarters[0] ?? 0) * quarter, last: (quarters.at(-1) ?? 0) * quarter },
    ]),
  )
}
