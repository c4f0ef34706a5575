import 'server-only'
import { severities } from '@/lib/cloudtrail/facts'
import { all, any, sql, type Sql } from '@/lib/engine/sql'
import { readField } from './field'
import { fieldIs } from './field-sql'
import type { FixedFilter } from './filter'
import { localHour, localWeekday } from './local-time'
import { blockOf, parameterNames, type ParameterName } from './parameters'
import { unguarded, wanted, wordsOf } from './spelling'
import { rawHolds } from './words-sql'

/** What was done through sessions: the keys issued along a chain, and sessions with the keys, issued by nobody known, that they used. */
export interface Through {
  keys: readonly string[]
  sessions: readonly (readonly [identity: string, key: string])[]
}

/** The sessions along the chain from an actor, by the actor's spelling in the Filter. */
export type ActorKeys = ReadonlyMap<string, Through>

/** Events of the Filter's span. */
export const within = ({ from, to }: Pick<FixedFilter, 'from' | 'to'>): Sql =>
  sql`time >= toDateTime(${from.getTime() / 1000}, 'UTC') AND time < toDateTime(${to.getTime() / 1000}, 'UTC')`

/** The quarter of an hour that an event is in: all that the rollup knows of its time. */
export const quarterOf = sql`toStartOfFifteenMinutes(time)`

/** Times, in seconds since 1970, as a set: as many comparisons, or ranges, take the engine longer to plan than to read by them. */
export const asTimes = (seconds: readonly number[]): Sql => sql`(SELECT toDateTime(arrayJoin(${seconds}), 'UTC'))`

/** Events in the quarters of an hour that these times, in seconds since 1970, lie in. */
export const inQuartersOf = (seconds: readonly number[]): Sql => sql`${quarterOf} IN ${asTimes([...new Set(seconds.map((each) => Math.floor(each / 900) * 900))])}`

/** The Filter's choices as a condition on the columns of `events`; its span is left out. */
export function chosen(filter: FixedFilter, keys: ActorKeys): Sql {
  return all(
    parameterNames.flatMap((name) => {
      const choice = filter.choices[name]
      if (!choice) return []
      const asked = (values: readonly string[]) => (isText(name) ? spelledAsAny(texts[name], values) : values.flatMap((value) => tests[name](value, filter, keys) ?? []))
      const include = asked(choice.include)
      const exclude = asked(choice.exclude)
      return [...(include.length > 0 ? [any(include)] : []), ...(exclude.length > 0 ? [sql`NOT (${any(exclude)})`] : [])]
    }),
  )
}

/** The whole Filter as a condition on the columns of `events`. */
export const where = (filter: FixedFilter, keys: ActorKeys): Sql => all([within(filter), chosen(filter, keys)])

/** Whether LookupEvents told of an event whose record came from S3 or a folder. */
export const isToldAsWell = sql`id IN (SELECT id FROM told)`

/** Whether the rollup knows all that the Filter asks for. */
export const isRolledUp = ({ choices }: Pick<FixedFilter, 'choices'>): boolean =>
  !choices.agent && !choices.q && !choices.field && !choices.arrived && !asksFor(choices.source, 'lookup')

const asksFor = (choice: FixedFilter['choices']['source'], value: string) =>
  choice !== undefined && [...choice.include, ...choice.exclude].includes(value)

/**
 * Ends a subquery that reads records by the Filter. To read fields takes the engine several copies of a block of
 * records, too much memory for blocks of the usual size.
 */
export const inBlocks = ({ choices }: Pick<FixedFilter, 'choices'>): Sql => (choices.field ? sql`SETTINGS max_block_size = 4096` : sql``)

/** A column whose text is as a spelling with wildcards asks for. */
export function spelledAs(column: Sql, spelling: string): Sql {
  const want = wanted(spelling)
  if (want.kind === 'none') return sql`${column} = ''`
  if (want.kind === 'any') return sql`${column} != ''`
  const [first = '', ...rest] = want.parts
  if (rest.length === 0) return sql`${column} = ${first}`
  if (rest.length === 1 && rest[0] === '') return sql`startsWith(${column}, ${first})`
  return sql`${column} LIKE ${want.parts.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%')}`
}

/** What is asked of a column by each of these spellings. Exact texts are one set: to plan as many comparisons takes the engine longer than to read by them. */
function spelledAsAny(column: Sql, spellings: readonly string[]): Sql[] {
  const wants = spellings.map(wanted)
  const exact = wants.flatMap((want) => (want.kind === 'text' && want.parts.length === 1 ? want.parts : []))
  if (exact.length < 2) return spellings.map((spelling) => spelledAs(column, spelling))
  return [sql`${column} IN ${asSet(exact)}`, ...spellings.filter((_, index) => wants[index]?.kind !== 'text' || wants[index].parts.length > 1).map((spelling) => spelledAs(column, spelling))]
}

/** Events done through sessions. A session is looked for by its name first, as columns of few different texts are compared by these, pairs of them row by row. */
export function doneThrough({ keys, sessions }: Through): Sql {
  const byName = new Map<string, string[]>()
  for (const [identity, key] of sessions) byName.set(identity, [...(byName.get(identity) ?? []), key])
  return any([
    ...(keys.length > 0 ? [sql`key IN ${asSet(keys)}`] : []),
    ...(byName.size > mostNamed
      ? [sql`(identity, key) IN (SELECT tupleElement(each, 1), tupleElement(each, 2) FROM (SELECT arrayJoin(JSONExtract(${JSON.stringify(sessions)}, 'Array(Tuple(String, String))')) AS each))`]
      : [...byName].map(([identity, used]) => sql`identity = ${identity} AND key IN ${asSet(used)}`)),
  ])
}

/** Most sessions that are looked for one by one: each takes the engine a look at every row. */
const mostNamed = 20

/** Texts as a set; of many, in one text: an array of thousands would take the engine seconds to read. */
export const asSet = (texts: readonly string[]): Sql => (texts.length > 200 ? sql`(SELECT arrayJoin(JSONExtract(${JSON.stringify(texts)}, 'Array(String)')))` : sql`${texts}`)

/** Undefined if the value asks for nothing. */
type Test = (value: string, filter: FixedFilter, keys: ActorKeys) => Sql | undefined

/** The columns of parameters that ask for a text alone. */
const texts = {
  account: sql`account`, region: sql`region`, service: sql`service`, event: sql`event`, identity: sql`identity`, type: sql`type`, role: sql`role`, key: sql`key`, error: sql`error`,
} satisfies Partial<Record<ParameterName, Sql>>
const isText = (name: ParameterName): name is keyof typeof texts => name in texts

/** What each of the other parameters asks of an event. */
const tests: Record<Exclude<ParameterName, keyof typeof texts>, Test> = {
  actor: (value, _, keys) => any([spelledAs(sql`identity`, value), doneThrough(keys.get(value) ?? { keys: [], sessions: [] })]),
  ip: (value) => inBlock(value) ?? spelledAs(sql`ip`, value),
  agent: (value) => {
    if (value === 'none' || value === 'any') return spelledAs(sql`agent`, value)
    return sql`positionCaseInsensitiveUTF8(agent, ${unguarded(value)}) > 0`
  },
  readonly: (value) => sql`readonly = ${value === 'none' ? '' : value}`,
  class: (value) => sql`class = ${value}`,
  severity: (value) => sql`severity IN ${severities.slice(severities.findIndex((each) => each === value))}`,
  source: (value) => (value === 'lookup' ? any([sql`source = 'lookup'`, isToldAsWell]) : sql`source = ${value}`),
  hour: (value, filter) => sql`${localHour(quarterOf, filter)} = ${Number(value)}`,
  weekday: (value, filter) => sql`${localWeekday(quarterOf, filter)} = ${Number(value)}`,
  arrived: (value) => {
    const [which, batch] = value.split(':')
    return which === 'after' ? sql`batch > ${Number(batch)}` : sql`batch <= ${Number(batch)}`
  },
  field: (value) => {
    const field = readField(value)
    return field && fieldIs(field, spelledAs)
  },
  q: (value) => {
    const words = wordsOf(unguarded(value))
    return words.length > 0 ? all(words.map(rawHolds)) : undefined
  },
}

/** Addresses in a CIDR block. An IPv4 block holds no IPv6 address, not even one that maps an IPv4 address, nor the reverse. */
function inBlock(value: string): Sql | undefined {
  const block = /^[0-9a-f.:]+\/[^/]*$/i.test(value) ? blockOf(value) : undefined
  if (!block) return undefined
  if (block.kind === 'ipv4') {
    return sql`ifNull(toIPv4OrNull(ip) BETWEEN toIPv4(${block.first}) AND toIPv4(${block.last}), 0)`
  }
  return sql`(position(ip, ':') > 0 AND ifNull(toIPv6OrNull(ip) BETWEEN toIPv6(${block.first}) AND toIPv6(${block.last}), 0))`
}
