import ipaddr from 'ipaddr.js'
import { severities } from '@/lib/cloudtrail/facts'
import { factsOf } from '@/lib/cloudtrail/facts-of'
import { isObject, parseRecord, type Json } from '@/lib/cloudtrail/record'
import { serviceOf } from '@/lib/cloudtrail/service'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { judge } from '@/lib/risk/judge'
import { readField, type FieldPath } from './field'
import type { FixedFilter } from './filter'
import type { ParameterName } from './parameters'

/** For tests: a record as the Filter sees it. */
export type Plain = ReturnType<typeof plainOf>

/** For tests: what the Filter's parameters are about, read from one record. */
export function plainOf(raw: string) {
  const record = parseRecord(raw)
  const facts = factsOf(record)
  if (!facts) throw new Error('a record without a time')
  const verdict = judge(builtInCatalogue(), record)
  return {
    ...facts,
    raw,
    class: verdict.class,
    severity: verdict.severity,
    service: serviceOf(facts.eventSource),
    event: facts.eventName,
    region: facts.awsRegion,
    type: facts.identityType,
    key: facts.accessKeyId,
    ip: facts.sourceIPAddress,
    agent: facts.userAgent,
    error: facts.errorCode,
    readonly: facts.readOnly,
    source: 'folder',
    batch: 1,
  }
}

/** For tests: whether a Filter selects a record, decided without any SQL, and in another way. */
export function selectsPlainly(filter: FixedFilter, plain: Plain, all: readonly Plain[]): boolean {
  const { from, to, choices } = filter
  if (plain.time * 1000 < from.getTime() || plain.time * 1000 >= to.getTime()) return false
  for (const [name, choice] of Object.entries(choices) as [ParameterName, { include: readonly string[]; exclude: readonly string[] }][]) {
    const holds = (value: string) => readings(name, value, plain, filter, all)
    if (choice.include.length > 0 && !choice.include.some(holds)) return false
    if (choice.exclude.some(holds)) return false
  }
  return true
}

function readings(name: ParameterName, value: string, plain: Plain, filter: FixedFilter, all: readonly Plain[]): boolean {
  if (name === 'actor') return actorHolds(value, plain, all)
  if (name === 'field') return fieldHolds(value, plain)
  if (name === 'arrived') return value.startsWith('after:') ? plain.batch > Number(value.slice(6)) : plain.batch <= Number(value.slice(6))
  if (name === 'hour') return clock(plain.time, filter.tz).hour === Number(value)
  if (name === 'weekday') return clock(plain.time, filter.tz).weekday === Number(value)
  if (name === 'severity') return severities.indexOf(plain.severity) >= severities.findIndex((each) => each === value)
  if (name === 'class' || name === 'source') return plain[name] === value
  if (name === 'q') return value.split(' ').every((word) => JSON.stringify(JSON.parse(plain.raw)).toLowerCase().includes(word.toLowerCase()))
  if (name === 'agent' && value !== 'none' && value !== 'any') return plain.agent.toLowerCase().includes(value.replace(/^\\(?=\\*(!|none$|any$))/, '').toLowerCase())
  if (name === 'ip' && /^[\d.]+\/\d+$|^[0-9a-f:]+\/\d+$/.test(value)) return isInBlock(plain.ip, value)
  return isSpelled(plain[name], value)
}

/** Matches a spelling by a regular expression. */
export function isSpelled(text: string, spelling: string): boolean {
  if (spelling === 'none') return text === ''
  if (spelling === 'any') return text !== ''
  const guarded = /^\\+(?:!|none$|any$)/.test(spelling) ? spelling.slice(1) : spelling
  const pattern = guarded.replace(/\\\\|\\\*|\*|[^]/g, (token) => (token === '*' ? '.*' : (token.length === 2 ? token.slice(1) : token).replace(/[^\w\s]/u, '\\$&')))
  return new RegExp(`^${pattern}$`, 's').test(text)
}

function fieldHolds(spelling: string, plain: Plain): boolean {
  const field = readField(spelling)
  if (!field) return false
  const values = valuesAt(JSON.parse(plain.raw), field.path)
  if (field.value === 'any' || field.value === 'none') return values.some((value) => value !== null && value !== '') === (field.value === 'any')
  return isSpelled('', field.value) || values.some((value) => value !== null && typeof value !== 'object' && isSpelled(String(value), field.value))
}

function valuesAt(json: Json, [keys = [], ...deeper]: FieldPath): Json[] {
  let value: Json = json
  for (const key of keys) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return []
    value = value[key] ?? null
  }
  if (deeper.length === 0) return [value]
  return Array.isArray(value) ? value.flatMap((element) => valuesAt(element, deeper)) : []
}

function isInBlock(ip: string, block: string): boolean {
  const [network = '', bits] = block.split('/')
  const isV6 = block.includes(':')
  if (isV6 ? !ip.includes(':') || !ipaddr.IPv6.isValid(ip) : !ipaddr.IPv4.isValidFourPartDecimal(ip)) return false
  return isV6 ? ipaddr.IPv6.parse(ip).match(ipaddr.IPv6.parse(network), Number(bits)) : ipaddr.IPv4.parse(ip).match(ipaddr.IPv4.parse(network), Number(bits))
}

function clock(time: number, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23', weekday: 'short' })
  const parts = Object.fromEntries(format.formatToParts(time * 1000).map(({ type, value }) => [type, value]))
  return { hour: Number(parts.hour), weekday: ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '') }
}

/** Goes up the chain, from the key that was used to who was given it, instead of down. */
function actorHolds(actor: string, plain: Plain, all: readonly Plain[], seen = new Set<string>()): boolean {
  if (isSpelled(plain.identity, actor)) return true
  if (plain.key === '' || seen.has(plain.key)) return false
  seen.add(plain.key)
  return all.some((each) => each.issuedKey === plain.key && actorHolds(actor, each, all, seen))
}
