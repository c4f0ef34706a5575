import 'server-only'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import type { Look } from '@/lib/review/denials'
import { leastDays } from '@/lib/review/usual'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import { before, byFamily, byQuarter, pastDaysOf, type Asked } from './question'

const row = z.object({ identity: z.string(), label: z.string(), quarter: z.int(), count: z.int(), kinds: z.int(), services: z.int(), events: z.array(z.string()), news: z.array(z.string()) })

/** Looks that are taken, kinds by which one quarter of an hour is much, new ones that are worth to be counted, and names of each. */
const [most, manyKinds, fewNews, mostNames] = [2_000, 20, 3, 60]
const habitDays = 28

/**
 * Who read many kinds of things within a quarter of an hour, or several that it did not read in the weeks before. Of
 * whom nothing is known, and in the first week of a store, nothing is new.
 * @throws EngineError when the engine gives up
 */
export function looks({ store: { engine }, filter, keys, options }: Asked): Promise<Look[]> {
  const reading = withChoice(filter, 'readonly', { include: ['true'], exclude: [] })
  const byLabel: Group = { name: sql`label_`, of: () => sql`label` }
  const past = (groups: Group[]) => counted(before(filter, habitDays), keys, groups)
  const isNew = pastDaysOf(filter) < leastDays
    ? sql`0`
    : sql`(family_, event_) NOT IN (SELECT family_, event_ FROM (${past([byFamily, byField('event')])})) AND family_ IN (SELECT family_ FROM (${past([byFamily])}))`
  return engine.rows(row, sql`
    SELECT identity_ AS identity, any(label_) AS label, quarter_ AS quarter, sum(n) AS count, uniqExact(event_) AS kinds, uniqExact(service_) AS services,
      groupUniqArray(${mostNames})(toString(event_)) AS events, groupUniqArrayIf(${mostNames})(concat(service_, ' ', event_), ${isNew}) AS news
    FROM (${counted(reading, keys, [byField('identity'), byLabel, byFamily, byField('service'), byField('event'), byQuarter, { name: sql`type_`, of: () => sql`type` }])})
    WHERE type_ != 'AWSService'
    GROUP BY identity_, quarter_ HAVING kinds >= ${manyKinds} OR length(news) >= ${fewNews}
    ORDER BY length(news) DESC, kinds DESC, identity, quarter LIMIT ${most}`, options)
}
