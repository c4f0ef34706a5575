import 'server-only'
import { z } from 'zod'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import type { Habit, Known, News } from '@/lib/review/known'
import { deniedHabit, graveHabit, nothingKnown } from '@/lib/review/known'
import { counted, countedSince, type Group } from '../counted'
import { byField } from '../field'
import { before, byFamily, isDenied, pastDaysOf, type Asked } from './question'

const habit = z.object({ family: z.string(), event: z.string(), denied: z.int(), days: z.int(), most: z.int(), graveDays: z.int(), graveMost: z.int() })
const newValue = z.object({ kind: z.enum(['network', 'region', 'account', 'family']), family: z.string(), value: z.string(), isNewToAll: z.int(), count: z.int(), changes: z.int(), from: z.int(), to: z.int() })

/** Days back that habits are counted over, and values that are new at most. */
const [habitDays, mostNews] = [28, 3_000]
const quarter = 900

/** An address's network, by which places are told apart: a quarter of the world's addresses wander within theirs. Services have none. */
export const network = sql`multiIf(
  match(ip, '^[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}$'), concat(extract(ip, '^[0-9]+\\.[0-9]+'), '.0.0/16'),
  position(ip, ':') > 0, concat(arrayStringConcat(arraySlice(splitByChar(':', toString(ip)), 1, 2), ':'), '::/32'), '')`

/**
 * What the store knows of the days before a period: what these identities usually do, and what of the period is new.
 * @param events names of events whose past is wanted
 * @param denied names of those of which it is wanted only how often they were denied
 * @throws EngineError when the engine gives up
 */
export async function knownOf(asked: Asked, events: readonly string[], denied: readonly string[]): Promise<Known> {
  const { filter, store: { engine }, options } = asked
  const { covers } = filter
  if (!covers || covers.from >= filter.from.getTime() / 1000) return nothingKnown
  const [habits, fresh] = await Promise.all([
    events.length + denied.length > 0 ? engine.rows(habit, habitsOf(asked, events, denied), options) : [],
    engine.rows(newValue, newsOf(asked), options),
  ])
  const past = new Map<string, Map<string, Habit>>()
  for (const { family, event, denied, days, most, graveDays, graveMost } of habits) {
    const own = past.get(family) ?? new Map<string, Habit>()
    past.set(family, own.set(denied ? deniedHabit(event) : event, { days, most }))
    if (graveDays > 0 && !denied) own.set(graveHabit(event), { days: graveDays, most: graveMost })
  }
  return {
    pastDays: Math.max(1, pastDaysOf(filter)),
    past,
    everSeen: new Set(habits.map(({ event }) => event)),
    newFamilies: new Set(fresh.flatMap(({ kind, family }) => (kind === 'family' ? [family] : []))),
    news: fresh.flatMap(({ kind, isNewToAll, ...rest }): News[] => (kind === 'family' ? [] : [{ kind, ...rest, isNewToAll: isNewToAll === 1 }])),
  }
}

function habitsOf({ filter, keys }: Asked, events: readonly string[], denied: readonly string[]): Sql {
  const first = filter.from.getTime() / 1000
  const byDay: Group = { name: sql`day_`, of: (at) => sql`intDiv(${first} - toInt64(toUInt32(${at})) - 1, 86400)` }
  const byDenied: Group = { name: sql`denied_`, of: () => isDenied }
  const byGrave: Group = { name: sql`grave_`, of: () => sql`severity >= 'high'` }
  const isAsked: Group = { name: sql`asked_`, of: () => sql`(event IN ${['', ...events]} OR (event IN ${['', ...denied]} AND ${isDenied}))` }
  return sql`
    SELECT family_ AS family, event_ AS event, denied_ AS denied, toUInt32(count()) AS days, max(m) AS most, toUInt32(countIf(g > 0)) AS graveDays, max(g) AS graveMost
    FROM (
      SELECT family_, event_, denied_, day_, sum(n) AS m, sumIf(n, grave_) AS g FROM (${counted(before(filter, habitDays), keys, [byFamily, byField('event'), byDenied, byGrave, byDay, isAsked])})
      WHERE asked_ GROUP BY family_, event_, denied_, day_)
    GROUP BY family, event, denied`
}

const byNetwork: Group = { name: sql`network_`, of: () => network }
const byRegion: Group = { name: sql`region_`, of: () => sql`if(type = 'AWSService', '', region)` }
const byAccount: Group = { name: sql`account_`, of: () => sql`if(type = 'AWSService', '', account)` }
const byChange: Group = { name: sql`changes_`, of: () => sql`readonly != 'true'` }
const places = [byFamily, byNetwork, byRegion, byAccount]

/**
 * Networks, regions and accounts with which an identity was never seen before, in the whole store, and identities never seen at
 * all. The period and all before it are read once for all of them.
 */
function newsOf({ filter, keys }: Asked): Sql {
  const names = joined(places.map(({ name }) => name), sql`, `)
  return sql`
    SELECT kind, family, value, isNewToAll, count, changes, intDiv(first, ${quarter}) * ${quarter} AS from, intDiv(last, ${quarter}) * ${quarter} + ${quarter} AS to
    FROM (
      SELECT each.1 AS kind, family_ AS family, each.2 AS value, sum(now) AS count, sum(changed) AS changes, min(first) AS first, max(last) AS last, sum(then) AS before,
        sum(before) OVER (PARTITION BY kind, value) = 0 AS isNewToAll
      FROM (
        SELECT family_, arrayJoin([('network', toString(network_)), ('region', toString(region_)), ('account', toString(account_)), ('family', '')]) AS each, now, changed, first, last, then
        FROM (
          SELECT ${names}, n AS now, if(changes_, n, 0) AS changed, first, last, toUInt64(0) AS then FROM (${countedSince(filter, keys, [...places, byChange])})
          UNION ALL
          SELECT ${names}, toUInt64(0), toUInt64(0), toUInt32(0), toUInt32(0), n FROM (${counted(before(filter), keys, places)})))
      GROUP BY kind, family, value)
    WHERE before = 0 AND (value != '' OR kind = 'family')
    ORDER BY isNewToAll DESC, count DESC LIMIT ${mostNews} BY kind`
}
