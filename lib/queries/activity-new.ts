import 'server-only'
import { z } from 'zod'
import { newFields } from '@/lib/api/activity'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import { withChoice, type FixedFilter } from '@/lib/filter/filter'
import { guarded, literal } from '@/lib/filter/spelling'
import { chosen } from '@/lib/filter/sql'
import type { Activity } from './activity'
import { columnOf, isNamed, isoOf, mineOf, type About, type Asked } from './asked-of'
import { countedSince } from './counted'
import { exactTimes } from './exact-times'
import { byField } from './field'
import { labels } from './labels'

type New = NonNullable<Activity['new']>
type NewField = (typeof newFields)[number]

/** Most that is told of each field: of a browser's and a program's many user agents not all, or nothing else would be seen. */
const most = 12
const first = z.object({ field: z.enum(newFields), value: z.string(), first: z.int(), count: z.int() })

/** What can be new: of a key not who used it, which stays the same. */
const fieldsOf: Record<About['name'], readonly NewField[]> = {
  identity: newFields.filter((field) => field !== 'identity'),
  key: newFields.filter((field) => field !== 'identity' && field !== 'role'),
  ip: newFields.filter((field) => field !== 'ip'),
  role: newFields.filter((field) => field !== 'role'),
}
const columns: Record<NewField, Sql> = { identity: sql`identity`, service: sql`service`, event: sql`event`, region: sql`region`, account: sql`account`, ip: sql`ip`, role: sql`role`, agent: sql`agent` }

/** What was done for the first time in the span, by all that is stored of it, and how many of its like ever did the same. */
export async function whatIsNew(asked: Asked): Promise<New> {
  const { engine, about, filter, ever, keys, options } = asked
  const fields = fieldsOf[about.name]
  const start = Math.floor(filter.from.getTime() / 900_000) * 900
  const found = (await Promise.all([firsts(asked, fields.filter((field) => field !== 'agent'), start), agentFirsts(asked)])).flat().sort((a, b) => b.first - a.first || a.count - b.count)
  const shown = fields.flatMap((field) => found.filter((each) => each.field === field).slice(0, most))
  const nameOf = sql`[${joined(fields.map((field) => sql`concat(${`${field} `}, ${columns[field]})`), sql`, `)}]`
  const [exact, peers, [self], labelled] = await Promise.all([
    exactTimes(engine, ever, keys, nameOf, shown.map(({ field, value, first: at }) => ({ name: `${field} ${value}`, at })), options),
    peersOf(asked, shown),
    engine.rows(z.object({ first: z.int() }), sql`SELECT toUnixTimestamp(min(since)) AS first FROM (SELECT min(time) AS since FROM events WHERE ${isNamed(about)} GROUP BY ${columnOf(about)})`, options),
    labels(engine, 'identity', shown.flatMap(({ field, value }) => (field === 'identity' ? [value] : [])), options),
  ])
  const since = filter.covers?.from
  const isWhollyNew = (since !== undefined && since >= filter.from.getTime() / 1000) || (self !== undefined && self.first >= filter.from.getTime() / 1000)
  return {
    items: shown.map(({ field, value, first: at, count }) => ({
      field,
      value: field === 'agent' ? guarded(value) : literal(value),
      label: field === 'identity' ? labelled(value) : value,
      at: isoOf(exact.get(`${field} ${value}`)?.first ?? at),
      count,
      peers: peers.by.get(`${field} ${value}`) ?? 0,
    })).sort((a, b) => (a.at === b.at ? a.count - b.count : a.at < b.at ? 1 : -1)),
    total: found.length,
    peers: peers.total,
    since: since === undefined ? null : isoOf(since),
    isWhollyNew,
  }
}

/** Values whose first event lies in the span, of the fields that the rollup has. */
async function firsts({ engine, ever, keys, options }: Asked, fields: readonly NewField[], start: number): Promise<z.infer<typeof first>[]> {
  const groups = fields.map(byField)
  const places = joined(groups.map(({ name }, index) => sql`grouping(${name}) = 0, ${fields[index] ?? ''}`), sql`, `)
  const values = joined(groups.map(({ name }) => sql`grouping(${name}) = 0, toString(${name})`), sql`, `)
  return engine.rows(first, sql`
    SELECT multiIf(${places}, '') AS field, multiIf(${values}, '') AS value, min(first) AS first, sum(n) AS count
    FROM (${countedSince(ever, keys, groups)})
    GROUP BY GROUPING SETS (${joined(groups.map(({ name }) => sql`(${name})`), sql`, `)})
    HAVING first >= ${start} AND value != '' ORDER BY first DESC LIMIT 1000`, options)
}

/** User agents whose first event lies in the span, by the sessions that used them. */
async function agentFirsts(asked: Asked): Promise<z.infer<typeof first>[]> {
  const { engine, filter, options } = asked
  return engine.rows(first, sql`
    SELECT 'agent' AS field, agent AS value, toUnixTimestamp(min(time)) AS first, count() AS count FROM events WHERE agent != '' AND (${mineOf(asked)})
    GROUP BY agent HAVING first >= ${filter.from.getTime() / 1000} AND first < ${filter.to.getTime() / 1000} ORDER BY first DESC LIMIT 100`, options)
}

/** Of its like (identities of the same type, all keys, addresses or roles) others: how many there are, and how many ever did each. */
async function peersOf(asked: Asked, shown: readonly z.infer<typeof first>[]): Promise<{ total: number; by: Map<string, number> }> {
  const { engine, about, options } = asked
  const alike = await alikeOf(asked)
  const who = byField(about.name)
  const isOther = sql`${who.name} != ${about.value}`
  const counted = newFields.flatMap((field) => {
    const values = shown.filter((each) => each.field === field).map(({ value }) => value)
    if (values.length === 0 || field === 'agent') return []
    return [sql`
      SELECT concat(${`${field} `}, value) AS name, uniq(${who.name}) AS count
      FROM (${countedSince(alike, new Map(), [who, { name: sql`value`, of: () => sql`if(${columns[field]} IN ${values}, ${columns[field]}, '')` }])})
      WHERE value != '' AND ${isOther} GROUP BY value`]
  })
  const agents = shown.filter(({ field }) => field === 'agent').map(({ value }) => value)
  const column = columnOf(about)
  const byAgent = agents.length === 0 ? [] : [sql`
    SELECT concat('agent ', agent) AS name, uniq(${column}) AS count
    FROM (SELECT agent, ${column}, type, count() FROM events WHERE ${chosen(alike, new Map())} AND agent IN ${agents} GROUP BY agent, ${column}, type) WHERE ${column} != ${about.value} GROUP BY agent`]
  const everyone = sql`SELECT '' AS name, uniq(${who.name}) AS count FROM (${countedSince(alike, new Map(), [who])}) WHERE ${isOther}`
  const rows = await engine.rows(z.object({ name: z.string(), count: z.int() }), joined([everyone, ...counted, ...byAgent].map((part) => sql`SELECT * FROM (${part})`), sql` UNION ALL `), options)
  return { total: rows.find(({ name }) => name === '')?.count ?? 0, by: new Map(rows.map((row) => [row.name, row.count])) }
}

async function alikeOf({ engine, about: { name, value }, ever, options }: Asked): Promise<FixedFilter> {
  const anything = { ...ever, choices: {} }
  if (name !== 'identity') return withChoice(anything, name, { include: ['any'], exclude: [] })
  const [self] = await engine.rows(z.object({ type: z.string() }), sql`SELECT anyLast(type) AS type FROM (SELECT type, count() FROM events WHERE identity = ${value} GROUP BY type)`, options)
  return withChoice(anything, 'type', { include: [literal(self?.type ?? '')], exclude: [] })
}
