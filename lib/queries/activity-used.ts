import 'server-only'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import type { Activity } from './activity'
import { isoOf, mineOf, sessionsOf, type Asked } from './asked-of'
import { countedApart } from './counted'
import { byField } from './field'
import { keyHistories, untold } from './key-histories'

type Used = NonNullable<Activity['used']>

const counted = ['account', 'ip', 'key'] as const
const countRow = z.object({ place: z.int(), value: z.string(), count: z.int() })
const seenRow = z.object({ kind: z.enum(['key', 'agent', 'role', 'all']), value: z.string(), first: z.int(), last: z.int(), count: z.int(), sessions: z.int(), found: z.int() })
const some = { accounts: 50, addresses: 20, agents: 20, each: 50 }

/** With what it was done: in the Filter with which accounts, addresses and keys, and ever with which keys, user agents and roles. */
export const usedIn = async (asked: Asked): Promise<Used> => (await usedEver(asked)).used

/** The same, and the seconds since 1970 of the first and the last event ever. */
export async function usedEver(asked: Asked): Promise<{ used: Used; first: number | undefined; last: number | undefined }> {
  const { store, engine, about, filter, keys, options } = asked
  const [counts, seen] = await Promise.all([
    engine.rows(countRow, sql`SELECT place, value, sum(n) AS count FROM (${countedApart(filter, keys, counted.map(byField))}) GROUP BY place, value ORDER BY count DESC, value`, options),
    // One reading of the sessions for all of it; a set of groups right on the events would not be answered by them.
    engine.rows(seenRow, sql`
      SELECT *, count() OVER (PARTITION BY kind) AS found FROM (
        SELECT multiIf(grouping(key) = 0, 'key', grouping(agent) = 0, 'agent', grouping(role) = 0, 'role', 'all') AS kind, multiIf(grouping(key) = 0, toString(key), grouping(agent) = 0, toString(agent), toString(role)) AS value,
          toUnixTimestamp(min(since)) AS first, toUnixTimestamp(max(until)) AS last, sum(n) AS count, uniqExact(session) AS sessions
        FROM (SELECT *, key AS session FROM ${sessionsOf(about, filter, sql`key, agent, role`, mineOf(asked))})
        GROUP BY GROUPING SETS ((key), (agent), (role), ()))
      WHERE value != '' OR kind = 'all' AND count > 0 ORDER BY kind = 'key' AND startsWith(value, 'ASIA'), if(kind = 'agent', count, last) DESC, value LIMIT ${some.each} BY kind`, options),
  ])
  const of = (field: (typeof counted)[number]) => counts.filter(({ place }) => counted[place] === field)
  const ever = (kind: z.infer<typeof seenRow>['kind']) => seen.filter((each) => each.kind === kind)
  const inFilter = new Map(of('key').map(({ value, count }) => [value, count]))
  const keysUsed = ever('key').map(({ value, first, last }) => ({ key: value, isTemporary: value.startsWith('ASIA'), count: inFilter.get(value) ?? 0, firstSeen: isoOf(first), lastSeen: isoOf(last) }))
  const histories = await keyHistories(store, keysUsed.filter(({ isTemporary }) => !isTemporary).map(({ key }) => key), options)
  const [all] = ever('all')
  const used = {
    accounts: of('account').slice(0, some.accounts).map(({ value, count }) => ({ account: value, count })),
    addresses: of('ip').slice(0, some.addresses).map(({ value, count }) => ({ ip: value, count })),
    keys: keysUsed.map((each) => ({ ...each, ...(histories.get(each.key) ?? untold) })),
    totalKeys: ever('key')[0]?.found ?? 0,
    agents: ever('agent').slice(0, some.agents).map(({ value, first, last, count }) => ({ agent: value, count, firstSeen: isoOf(first), lastSeen: isoOf(last) })),
    roles: ever('role').map(({ value, sessions, count, last }) => ({ role: value, sessions, count, lastSeen: isoOf(last) })),
  }
  return { used, first: all?.first, last: all?.last }
}
