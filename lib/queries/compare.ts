import 'server-only'
import { z } from 'zod'
import { addressBook, type AddressBook } from '@/lib/addresses/address-book'
import { networkName } from '@/lib/addresses/network-name'
import { comparedFields, type compareContract } from '@/lib/api/compare'
import type { Answer } from '@/lib/api/contract'
import { sql } from '@/lib/engine/sql'
import { BadParameter, type FixedFilter } from '@/lib/filter/filter'
import { readMoment, resolveMoment } from '@/lib/filter/moment'
import { literal } from '@/lib/filter/spelling'
import { actorKeys } from './actor-keys'
import { narrowedTo } from './asked-of'
import { countedApart } from './counted'
import { byField, spelled } from './field'
import { labels } from './labels'
import type { Question } from './question'

type Compared = Answer<typeof compareContract>
type Difference = Compared['fields'][number]['onlyOne'][number]

const counts = ['event', 'service', 'error', 'region', 'account', 'ip', 'role'] as const
const row = z.object({ place: z.int(), value: z.string(), count: z.int() })
/** As many values of a field as are compared, the most frequent of each side, and as are told of each difference. */
const some = { compared: 20_000, told: 100, addresses: 20 }

interface Side {
  identity: string
  filter: FixedFilter
}

/**
 * Two identities, each with what it did through sessions, or one of them in two periods: what one did that the other never
 * did.
 * @throws BadParameter if `with` is no period
 * @throws EngineError when the engine gives up
 */
export async function compare(question: Question<typeof compareContract>): Promise<Compared> {
  const { store, filter, takes, options } = question
  const one: Side = { identity: takes.identity, filter }
  const other = otherSide(one, takes.with)
  const book = await addressBook()
  const [ofOne, ofOther, labelled] = await Promise.all([
    valuesOf(question, one, book),
    valuesOf(question, other, book),
    labels(store, 'identity', [one.identity, other.identity], options),
  ])
  const told = ({ identity, filter: { from, to } }: Side, { total }: Values) => ({ identity, value: literal(identity), label: labelled(identity), from: from.toISOString(), to: to.toISOString(), total })
  return {
    one: told(one, ofOne),
    other: told(other, ofOther),
    fields: comparedFields.map((field) => {
      const [mine, theirs] = [ofOne.by(field), ofOther.by(field)]
      const onlyOne = without(mine, theirs)
      const onlyOther = without(theirs, mine)
      return { field, both: mine.size - onlyOne.length, onlyOne: onlyOne.slice(0, some.told), onlyOther: onlyOther.slice(0, some.told), totalOnlyOne: onlyOne.length, totalOnlyOther: onlyOther.length }
    }),
  }
}

/** The other identity in the same span, or the same identity in another. */
function otherSide({ identity, filter }: Side, spelling: string): Side {
  const from = filter.from.getTime()
  if (spelling === 'before') return { identity, filter: { ...filter, from: new Date(from - (filter.to.getTime() - from)), to: filter.from } }
  const ends = spelling.split('..')
  if (ends.length !== 2 || spelling.includes('/')) return { identity: spelling, filter }
  const present = Math.floor(Date.now() / 1000)
  const [start, end] = ends.map((text) => readMoment(text, filter.tz)).map((moment) => moment && resolveMoment(moment, present))
  if (start === undefined || end === undefined || start >= end) throw new BadParameter('with', spelling, 'an identity, before, or two times such as 2026-03-01..2026-03-08 or -14d..-7d, the earlier first')
  return { identity, filter: { ...filter, from: new Date(start * 1000), to: new Date(end * 1000) } }
}

interface Values {
  total: number
  by(field: (typeof comparedFields)[number]): Map<string, Difference>
}

async function valuesOf({ store: { engine }, options }: Question<typeof compareContract>, { identity, filter }: Side, book: AddressBook): Promise<Values> {
  const narrowed = narrowedTo({ name: 'identity', value: identity }, filter)
  const keys = await actorKeys(engine, narrowed, options)
  const rows = await engine.rows(row, sql`
    SELECT place, value, sum(n) AS count FROM (${countedApart(narrowed, keys, counts.map(byField))})
    GROUP BY place, value ORDER BY count DESC, value LIMIT ${some.compared} BY place`, options)
  const of = (name: (typeof counts)[number]) => rows.filter(({ place }) => counts[place] === name)
  const plain = (parameter: Exclude<(typeof counts)[number], 'ip'>) =>
    new Map(of(parameter).filter(({ value }) => value !== '').map(({ value, count }) => [value, { label: value, count, parameter, values: [spelled(parameter, value)] }]))
  return {
    total: of('event').reduce((sum, { count }) => sum + count, 0),
    by: (field) => (field === 'network' ? networksOf(of('ip'), book) : plain(field)),
  }
}

/** Addresses by their networks: a laptop that got another address of the same provider is nothing new. */
function networksOf(addresses: readonly { value: string; count: number }[], book: AddressBook): Map<string, Difference> {
  const networks = new Map<string, Difference>()
  for (const { value, count } of addresses) {
    const label = networkName(book(value))
    if (label === undefined) continue
    const known = networks.get(label)
    const values = known && known.values.length >= some.addresses ? known.values : [...(known?.values ?? []), spelled('ip', value)]
    networks.set(label, { label, count: (known?.count ?? 0) + count, parameter: 'ip', values })
  }
  return networks
}

const without = (mine: ReadonlyMap<string, Difference>, theirs: ReadonlyMap<string, Difference>): Difference[] =>
  [...mine].flatMap(([value, each]) => (theirs.has(value) ? [] : [each])).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
