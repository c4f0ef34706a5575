import 'server-only'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { zoned } from '@/lib/filter/offset-periods'
import { counted } from '../counted'
import { byValue } from '../field'
import { total } from '../total'
import type { Asked } from './question'

const weeks = [1, 2, 3, 4]

/**
 * How many events there were in the same span of the four weeks before, by the calendar of the zone, as far back as the
 * store goes.
 * @throws EngineError when the engine gives up
 */
export async function weeksBefore({ store: { engine }, filter, keys, options }: Asked): Promise<{ from: string; to: string; events: number }[]> {
  const { covers } = filter
  const back = (at: Date, count: number) => new Date(zoned(filter.tz, at.getTime() / 1000).subtract({ days: 7 * count }).epochMilliseconds)
  const spans = weeks.map((count) => ({ from: back(filter.from, count), to: back(filter.to, count) })).filter(({ from }) => covers !== undefined && from.getTime() / 1000 >= covers.from - 3_600)
  return Promise.all(spans.map(async ({ from, to }) => ({ from: from.toISOString(), to: to.toISOString(), events: await total(engine, { ...filter, from, to }, keys, options) })))
}

/** By how many identities the events of a period are. */
export async function identitiesIn({ store: { engine }, filter, keys, options }: Asked): Promise<number> {
  const [row] = await engine.rows(z.object({ count: z.int() }), sql`SELECT uniqExact(value) AS count FROM (${counted(filter, keys, [byValue('identity')])})`, options)
  return row?.count ?? 0
}
