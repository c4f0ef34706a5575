import 'server-only'
import { z } from 'zod'
import { addressBook } from '@/lib/addresses/address-book'
import { sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { asSet } from '@/lib/filter/sql'
import { isMachine } from '@/lib/review/family'
import { gathered } from '@/lib/review/gathered'
import type { MachineUse } from '@/lib/review/taken-credentials'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import { sessionsWhere } from '../sessions'
import { network } from './past'
import { before, byQuarter, type Asked } from './question'

const used = z.object({ identity: z.string(), label: z.string(), ip: z.string(), network: z.string(), count: z.int(), from: z.int(), to: z.int(), isMachine: z.int(), events: z.array(z.string()) })
const place = z.object({ identity: z.string(), networks: z.array(z.string()) })

const isMachineSession = sql`match(identity, ':assumed-role/[^/]+/i-[0-9a-f]{8,17}$')`
/** Services call with a machine's rights from names, not from addresses. */
const isAddress = sql`match(ip, '^[0-9a-fA-F.:]+$')`
const isPerson = sql`(type IN ('IAMUser', 'Root', 'SAMLUser', 'IdentityCenterUser') OR startsWith(identity, 'identity-center:'))`
/** What the environments of functions and containers say of themselves in the user agent. */
const runsCode = sql`type = 'AssumedRole' AND match(agent, 'exec-env/AWS_(Lambda|ECS)')`
/** Machines' uses that are taken, and those of people, by identity and address. */
const [most, mostPeople] = [5_000, 50_000]
/** Seconds for which a machine must have been somewhere to be known there: what began yesterday may be the same theft. */
const settled = 2 * 86_400

const byLabel: Group = { name: sql`label_`, of: () => sql`label` }
const byNetwork: Group = { name: sql`network_`, of: () => network }

/**
 * From where sessions of machines, and of functions and containers, acted in a period, whose these addresses are, who else came from there, and where they
 * were before.
 * @throws EngineError when the engine gives up
 */
export async function machineUses(asked: Asked): Promise<MachineUse[]> {
  const { store: { engine }, filter, keys, options } = asked
  const code = await codeSessions(asked)
  const isCode = sql`identity IN ${asSet(code)}`
  const isTheirs = sql`${code.length > 0 ? sql`(${isMachineSession} OR ${isCode})` : isMachineSession} AND ${isAddress}`
  // 2 for a machine, 1 for a person; what a person did is not asked.
  const byActor: Group = { name: sql`actor_`, of: () => sql`multiIf(${isTheirs}, 2, ${isAddress} AND ${isPerson}, 1, 0)` }
  const byItsEvent: Group = { name: sql`event_`, of: () => sql`if(${isTheirs}, event, '')` }
  const byItsQuarter: Group = { name: byQuarter.name, of: (at) => sql`if(${isTheirs}, ${byQuarter.of(at)}, 0)` }
  const rows = await engine.rows(used, sql`
    SELECT identity_ AS identity, any(label_) AS label, ip_ AS ip, any(network_) AS network, sum(n) AS count, min(quarter_) AS from, max(quarter_) + 900 AS to, actor_ = 2 AS isMachine, groupUniqArray(12)(event_) AS events
    FROM (${counted(filter, keys, [byField('identity'), byLabel, byField('ip'), byNetwork, byItsEvent, byItsQuarter, byActor])})
    WHERE actor_ > 0 GROUP BY identity, ip, actor_ ORDER BY isMachine DESC, count DESC, identity, ip LIMIT ${most + mostPeople}`, options)
  const uses = rows.filter((each) => each.isMachine === 1).slice(0, most)
  if (uses.length === 0) return []
  const people = gathered(rows.filter((each) => each.isMachine === 0), ({ ip }) => ip)
  const past = await networksBefore(asked, isTheirs)
  const book = await addressBook()
  const ownerOf = (ip: string) => {
    const { network: owner } = book(ip)
    return owner && !owner.isAmazon ? `AS${owner.asn} ${owner.name}` : ''
  }
  return uses.map(({ isMachine: _, ...use }) => {
    const others = people.get(use.ip) ?? []
    const networks = past.get(use.identity)
    return { ...use, others: others.length, other: others[0]?.label ?? '', isKnown: Number(networks?.has(use.network) ?? false), hasPast: Number(networks !== undefined), owner: ownerOf(use.ip) }
  })
}

/** Sessions of functions and containers: of all that is stored, as a function may not have run in the period. */
async function codeSessions({ store: { engine }, filter, options }: Asked): Promise<string[]> {
  const running = await engine.rows(z.object({ identity: z.string() }), sql`SELECT DISTINCT identity FROM ${sessionsWhere(filter, sql`identity`, runsCode)} LIMIT ${most}`, options)
  return running.filter(({ identity }) => !isMachine(identity)).map(({ identity }) => identity)
}

/** The networks from which each of them acted in the weeks before; those that did not act then are left out. */
async function networksBefore({ store: { engine }, filter, keys, options }: Asked, isTheirs: Sql): Promise<Map<string, Set<string>>> {
  const earlier: FixedFilter = { ...before(filter, 28), to: new Date(Math.max(0, filter.from.getTime() - settled * 1000)) }
  if (filter.covers && earlier.to.getTime() / 1000 <= filter.covers.from) return new Map()
  const rows = await engine.rows(place, sql`
    SELECT identity_ AS identity, groupUniqArray(network_) AS networks
    FROM (${counted(earlier, keys, [byField('identity'), byNetwork, { name: sql`machine_`, of: () => isTheirs }])}) WHERE machine_ GROUP BY identity`, options)
  return new Map(rows.map(({ identity, networks }) => [identity, new Set(networks)]))
}
