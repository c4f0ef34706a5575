import 'server-only'
import { z } from 'zod'
import { newFields } from '@/lib/api/activity'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import { withChoice, type FixedFilter } from '@/lib/filter/filter'
import { guarded, literal } from '@/lib/filter/spelling'
import { chosen } from '@/lib/filter/sql'
import type { Activity } from './activity'
import { columnOf, isoOf, mineOf, sessionsOf, type About, type Asked } from './asked-of'
import { apart, countedSince, distinctIn, type Group } from './counted'
import { exactTimes } from './exact-times'
import { byField, byHash, byPlaceAmong, hashed } from './field'
import { labels } from './labels'
import { networkFirsts, networksAmong } from './new-networks'
import { sessionsWhere } from './sessions'

type New = NonNullable<Activity['new']>
type NewField = (typeof newFields)[number]
type RolledField = Exclude<NewField, 'network' | 'country' | 'agent'>

/** Most that is told of each field: of a browser's and a program's many user agents not all, or nothing else would be seen. */
const most = 12
const first = z.object({ field: z.enum(newFields), value: z.string(), first: z.int(), count: z.int() })

/** Something that was done for the first time in the span. */
export interface First extends z.infer<typeof first> {
  /** The addresses of a network or a country, most frequent first, and those from which it was seen first. */
  addresses?: { all: readonly string[]; earliest: readonly string[] }
}

/** What can be new: of a key not who used it, which stays the same; of an address not where it is. */
const fieldsOf: Record<About['name'], readonly NewField[]> = {
  identity: newFields.filter((field) => field !== 'identity'),
  key: newFields.filter((field) => field !== 'identity' && field !== 'role'),
  ip: newFields.filter((field) => field !== 'ip' && field !== 'network' && field !== 'country'),
  role: newFields.filter((field) => field !== 'role'),
}
const columns: Record<RolledField, Sql> = { identity: sql`identity`, service: sql`service`, event: sql`event`, region: sql`region`, account: sql`account`, ip: sql`ip`, role: sql`role` }
const isRolled = (field: NewField): field is RolledField => Object.hasOwn(columns, field)

/** What was done for the first time in the span, by all that is stored of it, and how many of its like ever did the same. */
export async function whatIsNew(asked: Asked): Promise<New> {
  const { store, engine, about, known, filter, ever, keys, options } = asked
  const fields = fieldsOf[about.name]
  const start = Math.floor(filter.from.getTime() / 900_000) * 900
  // An address is told with its network, for which all that were ever seen are needed.
  const rolled = fields.filter(isRolled).filter((field) => field !== 'ip')
  const found: First[] = (await Promise.all([firsts(asked, rolled, start), fields.includes('ip') ? networkFirsts(asked, start) : [], agentFirsts(asked)])).flat().sort((a, b) => b.first - a.first || a.count - b.count)
  const shown = fields.flatMap((field) => found.filter((each) => each.field === field).slice(0, most))
  const nameOf = sql`[${joined(fields.flatMap((field) => (isRolled(field) || field === 'agent' ? [sql`concat(${`${field} `}, ${field === 'agent' ? sql`agent` : columns[field]})`] : [])), sql`, `)}]`
  const seenAs = ({ field, value, addresses }: First) => addresses?.earliest.map((ip) => `ip ${ip}`) ?? [`${field} ${value}`]
  const [exact, peers, labelled] = await Promise.all([
    exactTimes(engine, ever, keys, nameOf, shown.flatMap((each) => seenAs(each).map((name) => ({ name, at: each.first }))), options),
    peersOf(asked, shown),
    labels(store, 'identity', shown.flatMap(({ field, value }) => (field === 'identity' ? [value] : [])), options),
  ])
  const stored = filter.covers?.from
  const isWhollyNew = (stored !== undefined && stored >= filter.from.getTime() / 1000) || known.since >= start
  return {
    items: shown.map((each) => ({
      field: each.field,
      ...selecting(each),
      label: each.field === 'identity' ? labelled(each.value) : each.value,
      at: isoOf(Math.min(...seenAs(each).map((name) => exact.get(name)?.first ?? each.first + 899))),
      count: each.count,
      peers: peers.by.get(`${each.field} ${each.value}`) ?? 0,
    })).sort((a, b) => (a.at === b.at ? a.count - b.count : a.at < b.at ? 1 : -1)),
    total: found.length,
    peers: peers.total,
    since: stored === undefined ? null : isoOf(stored),
    isWhollyNew,
  }
}

/** Addresses of a network or a country that a URL holds. */
const mostAddresses = 20

/** What the URL takes for it. */
function selecting({ field, value, addresses }: First): Pick<New['items'][number], 'parameter' | 'values'> {
  if (field === 'network' || field === 'country') return { parameter: 'ip', values: (addresses?.all ?? []).slice(0, mostAddresses).map(literal) }
  return { parameter: field, values: [field === 'agent' ? guarded(value) : literal(value)] }
}

/** Values whose first event lies in the span, of the fields that the rollup has. */
async function firsts({ engine, ever, keys, options }: Asked, fields: readonly RolledField[], start: number): Promise<First[]> {
  const groups = fields.map(byField)
  const { told, sets } = apart(groups.map(({ name }) => name))
  const rows = await engine.rows(first.omit({ field: true }).extend({ place: z.int() }), sql`
    SELECT ${told}, min(first) AS first, sum(n) AS count FROM (${countedSince(ever, keys, groups)}) ${sets}
    HAVING first >= ${start} AND value != '' ORDER BY first DESC LIMIT 1000`, options)
  return rows.flatMap(({ place, ...each }) => {
    const field = fields[place]
    return field ? [{ field, ...each }] : []
  })
}

/** User agents whose first event lies in the span, by the sessions that used them. */
async function agentFirsts(asked: Asked): Promise<First[]> {
  const { engine, about, filter, options } = asked
  return engine.rows(first, sql`
    SELECT 'agent' AS field, agent AS value, toUnixTimestamp(min(since)) AS first, sum(n) AS count FROM ${sessionsOf(about, filter, sql`agent`, sql`agent != '' AND (${mineOf(asked)})`)}
    GROUP BY agent HAVING first >= ${filter.from.getTime() / 1000} AND first < ${filter.to.getTime() / 1000} ORDER BY first DESC LIMIT 100`, options)
}

/** How the place of each field's value is called, of those that are told. */
const placeNames: Record<NewField, Sql> = {
  identity: sql`identity_at`, service: sql`service_at`, event: sql`event_at`, region: sql`region_at`, account: sql`account_at`, network: sql`network_at`, country: sql`country_at`, ip: sql`ip_at`, role: sql`role_at`, agent: sql`agent_at`,
}

/** Of its like (identities of the same type, all keys, addresses or roles) others: how many there are, and how many ever did each. */
async function peersOf(asked: Asked, shown: readonly First[]): Promise<{ total: number; by: Map<string, number> }> {
  const { engine, about, options } = asked
  const alike = alikeOf(asked)
  const who = byHash(about.name)
  const valuesOf = (field: NewField) => shown.filter((each) => each.field === field).map(({ value }) => value)
  const rolled = newFields.filter(isRolled).map((field) => ({ field, values: valuesOf(field), group: byPlaceAmong(valuesOf(field), field) }))
  const told = [...rolled, ...(await networksAmong(asked, alike, { network: valuesOf('network'), country: valuesOf('country') }))].filter(({ values }) => values.length > 0)
  const names = ['', ...told.flatMap(({ field, values }) => values.map((value) => `${field} ${value}`))]
  // One reading for all fields: the values of one after those of another, and everybody at 0.
  const places = told.map(({ field, values: { length }, group: { name: _, ...group } }, index) => {
    const start = 1 + told.slice(0, index).reduce((sum, { values }) => sum + values.length, 0)
    const name = placeNames[field]
    return { group: { ...group, name }, at: sql`if(${name} < ${length}, toUInt32(${name}) + ${start}, 0)` }
  })
  const isOther: Group = { name: sql`other`, of: (at) => sql`toUInt8(${who.of(at)} != ${hashed(sql`${about.value}`)})` }
  const place = { name: sql`place`, of: sql`arrayJoin([${joined([sql`toUInt32(0)`, ...places.map(({ at }) => at)], sql`, `)}])` }
  const everyone = distinctIn(alike, new Map(), places.map(({ group }) => group), who, isOther, [place])
  const agents = valuesOf('agent')
  const [rows, byAgent] = await Promise.all([
    engine.rows(z.object({ place: z.int(), count: z.int() }), sql`SELECT place, uniqMerge(others) AS count FROM (${everyone}) GROUP BY place`, options),
    agents.length === 0 ? [] : engine.rows(z.object({ agent: z.string(), count: z.int() }), sql`SELECT agent, uniq(who) AS count FROM (${usersOf(asked, alike, agents)}) GROUP BY agent`, options),
  ])
  return {
    total: rows.find(({ place }) => place === 0)?.count ?? 0,
    by: new Map([...rows.map(({ place, count }) => [names[place] ?? '', count] as const), ...byAgent.map(({ agent, count }) => [`agent ${agent}`, count] as const)]),
  }
}

/** Who else used these agents: rows of `agent` and `who`. */
function usersOf({ about, filter }: Asked, alike: FixedFilter, agents: readonly string[]): Sql {
  const column = columnOf(about)
  const isAlike = sql`${chosen(alike, new Map())} AND agent IN ${agents}`
  // The sessions know no addresses: those are in the records alone.
  if (about.name === 'ip') return sql`SELECT agent, ip AS who FROM events WHERE ${isAlike} AND ip != ${about.value}`
  return sql`SELECT agent, ${column} AS who FROM ${sessionsWhere(filter, sql`agent, ${column}`, sql`${isAlike} AND ${column} != ${about.value}`)}`
}

function alikeOf({ about: { name }, known, ever }: Asked): FixedFilter {
  const anything = { ...ever, choices: {} }
  return name === 'identity' ? withChoice(anything, 'type', { include: [literal(known.type)], exclude: [] }) : withChoice(anything, name, { include: ['any'], exclude: [] })
}
