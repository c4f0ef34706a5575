import 'server-only'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import { asSet } from '@/lib/filter/sql'
import type { Look } from '@/lib/review/denials'
import { familyOf } from '@/lib/review/family'
import { leastDays } from '@/lib/review/usual'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import { labels } from '../labels'
import { before, byFamily, byQuarter, familyOfText, pastDaysOf, type Asked } from './question'

const row = z.object({ identity: z.string(), quarter: z.int(), count: z.int(), kinds: z.int(), services: z.int(), events: z.array(z.string()), news: z.array(z.string()) })
const swept = z.object({ identity: z.string(), quarter: z.int(), count: z.int(), regions: z.int() })
const sweeping = z.object({ identity: z.string(), quarter: z.int(), kinds: z.int(), services: z.int(), events: z.array(z.string()) })

/** Looks that are taken, kinds of a stranger that are much within a quarter of an hour, new ones that are worth to be counted, and names of each. */
const [most, manyKinds, fewNews, mostNames] = [2_000, 20, 3, 60]
/** Regions in which one stranger acts within a quarter of an hour that are worth a look. */
const fewRegions = 6
/** Such looks of whoever it is, known or not: of whom is known, each quarter of an hour may be one. */
const mostByWidth = 20_000
const habitDays = 28

/**
 * Who read within a quarter of an hour several kinds of things that it did not read in the weeks before or, where nothing is
 * known of it or in the first week of a store, many kinds at all, or acted in many regions.
 * @throws EngineError when the engine gives up
 */
export async function looks({ store, filter, keys, options }: Asked): Promise<Look[]> {
  const { engine } = store
  const reading = withChoice(withChoice(filter, 'readonly', { include: ['true'], exclude: [] }), 'type', { include: filter.choices.type?.include ?? [], exclude: [...(filter.choices.type?.exclude ?? []), 'AWSService'] })
  const past = (groups: Group[]) => counted(before(filter, habitDays), keys, groups)
  const hasPast = pastDaysOf(filter) >= leastDays
  const knownAmong = async (families: readonly string[]) => {
    const rows = await engine.rows(z.object({ family: z.string() }), sql`SELECT DISTINCT family_ AS family FROM (${past([byFamily])}) WHERE family_ IN ${asSet([...new Set(families)])}`, options)
    return new Set(rows.map(({ family }) => family))
  }
  const isKnown = hasPast ? sql`family_ IN (SELECT family_ FROM (${past([byFamily])}))` : sql`0`
  const isNew = hasPast ? sql`(family_, event_) NOT IN (SELECT family_, event_ FROM (${past([byFamily, byField('event')])}))` : sql`0`
  // Each kind of event is one row of an identity and quarter; texts are put together only of those that are taken.
  const rows = await engine.rows(row, sql`
    SELECT identity_ AS identity, quarter_ AS quarter, count, kinds, length(arrayDistinct(services_)) AS services,
      arraySlice(arrayDistinct(events_), 1, ${mostNames}) AS events, arraySlice(arrayFilter((name, fresh) -> fresh = 1, arrayMap((service, event) -> concat(service, ' ', event), services_, events_), fresh_), 1, ${mostNames}) AS news
    FROM (
      SELECT identity_, quarter_, sum(n) AS count, countIf(NOT known_) AS kinds, groupArray(service_) AS services_, groupArray(event_) AS events_, groupArray(new_) AS fresh_
      FROM (
        SELECT *, toUInt8(${isKnown}) AS known_, toUInt8(known_ AND ${isNew}) AS new_
        FROM (SELECT *, ${hasPast ? familyOfText(sql`identity_`) : sql`''`} AS family_ FROM (${counted(reading, keys, [byField('identity'), byField('service'), byField('event'), byQuarter])})))
      GROUP BY identity_, quarter_ HAVING kinds >= ${manyKinds} OR sum(new_) >= ${fewNews})
    ORDER BY length(news) DESC, kinds DESC, identity, quarter LIMIT ${most}`, options)
  const acting = withChoice(filter, 'type', reading.choices.type)
  const byWidth = await engine.rows(swept, sql`
    SELECT identity_ AS identity, quarter_ AS quarter, sum(n) AS count, uniqExact(region_) AS regions
    FROM (${counted(acting, keys, [byField('identity'), byField('region'), byQuarter])}) GROUP BY identity, quarter HAVING regions >= ${fewRegions} ORDER BY regions DESC, identity, quarter LIMIT ${mostByWidth}`, options)
  const familiar = hasPast && byWidth.length > 0 ? await knownAmong(byWidth.map(({ identity }) => familyOf(identity))) : new Set<string>()
  const wide = byWidth.filter(({ identity }) => !familiar.has(familyOf(identity))).slice(0, most)
  const names = wide.length === 0 ? [] : await engine.rows(sweeping, sql`
    SELECT identity_ AS identity, quarter_ AS quarter, uniqExact(event_) AS kinds, uniqExact(service_) AS services, groupUniqArray(${mostNames})(toString(event_)) AS events
    FROM (${counted(acting, keys, [byField('identity'), byField('service'), byField('event'), byQuarter])})
    WHERE identity_ IN ${asSet([...new Set(wide.map(({ identity }) => identity))])} AND quarter_ IN ${[...new Set(wide.map(({ quarter }) => quarter))]} GROUP BY identity, quarter`, options)
  const namesOf = new Map(names.map((each) => [JSON.stringify([each.identity, each.quarter]), each]))
  const sweeps = wide.flatMap((each): Omit<Look, 'label'>[] => {
    const own = namesOf.get(JSON.stringify([each.identity, each.quarter]))
    return own ? [{ ...each, ...own, news: [] }] : []
  })
  const labelOf = await labels(store, 'identity', [...new Set([...rows, ...sweeps].map(({ identity }) => identity))], options)
  return [...rows, ...sweeps].map((each) => ({ ...each, label: labelOf(each.identity) }))
}
