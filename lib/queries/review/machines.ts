import 'server-only'
import { z } from 'zod'
import { addressBook } from '@/lib/addresses/address-book'
import { sql, type Sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { isMachine } from '@/lib/review/family'
import type { MachineUse } from '@/lib/review/taken-credentials'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import { network } from './past'
import { before, byQuarter, type Asked } from './question'

const row = z.object({
  identity: z.string(), label: z.string(), ip: z.string(), network: z.string(), count: z.int(), from: z.int(), to: z.int(), others: z.int(), other: z.string(),
  isKnown: z.int(), hasPast: z.int(), events: z.array(z.string()),
})

const isMachineSession = sql`match(identity, ':assumed-role/[^/]+/i-[0-9a-f]{8,17}$')`
/** Services call with a machine's rights from names, not from addresses. */
const isAddress = sql`match(ip, '^[0-9a-fA-F.:]+$')`
const isPerson = sql`(type IN ('IAMUser', 'Root', 'SAMLUser', 'IdentityCenterUser') OR startsWith(identity, 'identity-center:'))`
/** What the environments of functions and containers say of themselves in the user agent. */
const runsCode = sql`type = 'AssumedRole' AND match(agent, 'exec-env/AWS_(Lambda|ECS)')`
const most = 5_000
/** Seconds for which a machine must have been somewhere to be known there: what began yesterday may be the same theft. */
const settled = 2 * 86_400

const byLabel: Group = { name: sql`label_`, of: () => sql`label` }
const byNetwork: Group = { name: sql`network_`, of: () => network }
const byOther: Group = { name: sql`other_`, of: () => sql`NOT ${isMachineSession} AND ${isAddress} AND ${isPerson}` }

/**
 * From where sessions of machines, and of functions and containers, acted in a period, whose these addresses are, who else came from there, and where they
 * were before.
 * @throws EngineError when the engine gives up
 */
export async function machineUses({ store: { engine }, filter, keys, options }: Asked): Promise<MachineUse[]> {
  // Asked of all that is stored, which the engine has at hand by session: a function may not have run in the period.
  const running = await engine.rows(z.object({ identity: z.string() }), sql`SELECT identity FROM events WHERE ${runsCode} GROUP BY identity LIMIT ${most}`, options)
  const codeSessions = running.filter(({ identity }) => !isMachine(identity)).map(({ identity }) => identity)
  const isCode = sql`identity IN (SELECT arrayJoin(JSONExtract(${JSON.stringify(codeSessions)}, 'Array(String)')))`
  const byMachine: Group = { name: sql`machine_`, of: () => sql`${codeSessions.length > 0 ? sql`(${isMachineSession} OR ${isCode})` : isMachineSession} AND ${isAddress}` }
  const earlier: FixedFilter = { ...before(filter, 28), to: new Date(Math.max(0, filter.from.getTime() - settled * 1000)) }
  const known = (what: Sql) => sql`(SELECT ${what} FROM (${counted(earlier, keys, [byField('identity'), byNetwork, byMachine])}) WHERE machine_)`
  const uses = await engine.rows(row, sql`
    SELECT identity, label, ip, network, count, from, to, others, other,
      (identity, network) IN ${known(sql`identity_, network_`)} AS isKnown, identity IN ${known(sql`identity_`)} AS hasPast, events
    FROM (
      SELECT identity_ AS identity, any(label_) AS label, ip_ AS ip, network_ AS network, sum(n) AS count, min(quarter_) AS from, max(quarter_) + 900 AS to, groupUniqArray(12)(event_) AS events
      FROM (${counted(filter, keys, [byField('identity'), byLabel, byField('ip'), byNetwork, byField('event'), byQuarter, byMachine])})
      WHERE machine_ GROUP BY identity, ip, network LIMIT ${most}
    ) AS machines
    LEFT JOIN (
      SELECT ip_ AS ip, uniqExact(identity_) AS others, argMax(label_, n) AS other FROM (${counted(filter, keys, [byField('ip'), byField('identity'), byLabel, byOther])}) WHERE other_ GROUP BY ip
    ) AS people USING (ip)`, options)
  const book = await addressBook()
  const ownerOf = (ip: string) => {
    const { network: owner } = book(ip)
    return owner && !owner.isAmazon ? `AS${owner.asn} ${owner.name}` : ''
  }
  return uses.map((use) => ({ ...use, owner: ownerOf(use.ip) }))
}
