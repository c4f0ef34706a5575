import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { facetsContract } from '@/lib/api/facets'
import { severities } from '@/lib/cloudtrail/facts'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import { actorKeys } from './actor-keys'
import { counted, countedApart } from './counted'
import { byField, byValue, isRolled, spelled } from './field'
import { labels } from './labels'
import type { Question } from './question'

const row = z.object({ place: z.int(), value: z.string(), count: z.int() })

/**
 * The most frequent values of each field, most events first. A field's own choice is left out, so that it shows what
 * else could be chosen.
 * @throws EngineError when the engine gives up
 */
export async function facets({ store, filter, takes, options }: Question<typeof facetsContract>): Promise<Answer<typeof facetsContract>> {
  const { engine } = store
  const keys = await actorKeys(engine, filter, options)
  const fields = [...new Set(takes.fields)]
  const limit = Math.max(takes.limit, severities.length)
  // Fields that the same events are counted for are counted in one reading of them.
  const together = fields.filter((field) => !filter.choices[field] && isRolled(field))
  const alone = fields.filter((field) => !together.includes(field))
  const parts = alone.map((field) => {
    const values = sql`
      SELECT value, sum(n) AS count FROM (${counted(withChoice(filter, field, undefined), keys, [byValue(field)])}) GROUP BY value`
    const most = sql`SELECT * FROM (${values}) ORDER BY count DESC, value LIMIT ${limit}`
    return sql`SELECT ${fields.indexOf(field)} AS place, value, count FROM (${field === 'agent' ? holding(most, values) : most})`
  })
  if (together.length > 0) {
    const places = sql`transform(place, ${together.map((_, index) => index)}, ${together.map((field) => fields.indexOf(field))})`
    parts.push(sql`
      SELECT toInt64(${places}) AS place, value, count
      FROM (SELECT place, value, sum(n) AS count FROM (${countedApart(filter, keys, together.map(byField))}) GROUP BY place, value)
      ORDER BY count DESC, value LIMIT ${limit} BY place`)
  }
  const rows = await engine.rows(row, joined(parts.map((part) => sql`SELECT * FROM (${part})`), sql` UNION ALL `), options)

  const answers = fields.map(async (field, place) => {
    const own = rows.filter((each) => each.place === place)
    const most = (field === 'severity' ? withThoseAbove(own) : own.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))).slice(0, takes.limit)
    const labelled = await labels(store, field, most.map(({ value }) => value), options)
    return [field, most.map(({ value, count }) => ({ value: spelled(field, value), label: labelled(value), count }))] as const
  })
  return { facets: Object.fromEntries(await Promise.all(answers)) }
}

type Counted = Pick<z.infer<typeof row>, 'value' | 'count'>

/** A severity in the URL is the least one: what each selects is its own events and those of all above it. */
function withThoseAbove(rows: readonly Counted[]): Counted[] {
  let count = 0
  const above = [...severities].reverse().map((value) => {
    count += rows.find((each) => each.value === value)?.count ?? 0
    return { value, count }
  })
  return above.filter((each) => each.count > 0).reverse()
}

/** A user agent in the URL is a part of one: counts for each of the most frequent all that hold it. */
const holding = (most: Sql, all: Sql): Sql => sql`
  SELECT part.value AS value, sum(whole.count) AS count
  FROM (${most}) AS part CROSS JOIN (${all}) AS whole
  WHERE if(part.value = '', whole.value = '', positionCaseInsensitiveUTF8(whole.value, part.value) > 0)
  GROUP BY value`
