import 'server-only'
import { z } from 'zod'
import { addressBook } from '@/lib/addresses/address-book'
import type { AddressFacts } from '@/lib/addresses/address-facts'
import { countryName } from '@/lib/addresses/countries'
import { networkName } from '@/lib/addresses/network-name'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import type { First } from './activity-new'
import type { Asked } from './asked-of'
import { counted, countedSince, type Group } from './counted'
import { byField } from './field'
import { remembering } from './remembered'

const ip = byField('ip')
/** The addresses of all of a type, whoever of them is looked at. */
const addressesIn = remembering<{ ip: string }[]>(20)
const seen = z.object({ ip: z.string(), first: z.int(), count: z.int() })

/** What an address is told as: by its network, and by its country. */
const told = {
  network: networkName,
  country: ({ country }: AddressFacts) => (country === null ? undefined : countryName(country)),
}
const kinds = ['network', 'country'] as const

/** Addresses, networks and countries from which the first event lies in the span: a new address of a known network is nothing much. */
export async function networkFirsts({ engine, ever, keys, options }: Asked, start: number): Promise<First[]> {
  const [book, addresses] = await Promise.all([
    addressBook(),
    engine.rows(seen, sql`SELECT ip_ AS ip, min(first) AS first, sum(n) AS count FROM (${countedSince(ever, keys, [ip])}) GROUP BY ip_ HAVING ip != '' ORDER BY count DESC, ip`, options),
  ])
  const places = kinds.flatMap((field) => {
    const found = new Map<string, typeof addresses>()
    for (const each of addresses) {
      const value = told[field](book(each.ip))
      if (value !== undefined) found.set(value, [...(found.get(value) ?? []), each])
    }
    return [...found].map(([value, of]): First => {
      const earliest = Math.min(...of.map((each) => each.first))
      const names = (some: typeof addresses) => some.map((each) => each.ip)
      return { field, value, first: earliest, count: of.reduce((sum, { count }) => sum + count, 0), addresses: { all: names(of), earliest: names(of.filter((each) => each.first === earliest)) } }
    })
  })
  return [...addresses.map((each): First => ({ field: 'ip', value: each.ip, first: each.first, count: each.count })), ...places].filter(({ first }) => first >= start)
}

/** Groups the events of a Filter by the place that the network, and the country, of their address has among these. */
export async function networksAmong({ engine, options }: Asked, filter: FixedFilter, wanted: Record<(typeof kinds)[number], readonly string[]>): Promise<{ field: (typeof kinds)[number]; values: readonly string[]; group: Group }[]> {
  if (kinds.every((field) => wanted[field].length === 0)) return []
  const { covers: _, ...asked } = filter
  const [book, stored] = await Promise.all([
    addressBook(),
    addressesIn(filter, JSON.stringify(asked), options, (more) => engine.rows(z.object({ ip: z.string() }), sql`SELECT DISTINCT ip_ AS ip FROM (${counted(filter, new Map(), [ip])})`, more)),
  ])
  return kinds.map((field) => {
    const values = wanted[field]
    const at = new Map(values.map((value, place) => [value, place]))
    const placed = stored.flatMap((each) => {
      const place = at.get(told[field](book(each.ip)) ?? '')
      return place === undefined ? [] : [[each.ip, place] as const]
    })
    // As JSON: thousands of parameters would take the engine seconds to read.
    const [addresses, places] = [JSON.stringify(placed.map(([address]) => address)), JSON.stringify(placed.map(([, place]) => place))]
    const of = () => (placed.length === 0 ? sql`toUInt16(${values.length})` : sql`toUInt16(transform(ip, JSONExtract(${addresses}, 'Array(String)'), JSONExtract(${places}, 'Array(UInt16)'), ${values.length}))`)
    return { field, values, group: { ...ip, of } }
  })
}
