import 'server-only'
import { z } from 'zod'
import { eventClass, severities } from '@/lib/cloudtrail/facts'
import { all, sql, type Sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import { chosen, inQuartersOf, within } from '@/lib/filter/sql'
import type { Activity } from './activity'
import { deniedWords, parameterOf, type Asked } from './asked-of'
import { counted, countedSince, distinctIn, type Group } from './counted'
import { byField, byHash, byPlaceAmong, hashed } from './field'
import { listed, storedColumns, storedEvent } from './listed'
import { remembering } from './remembered'

type What = NonNullable<Activity['what']>

const isDenied = new RegExp(deniedWords, 'i')
const some = { events: 200, errors: 30, risky: 12 }
const service = byField('service')
const event = byField('event')
const cell = z.object({ service: z.string(), event: z.string(), readonly: z.string(), rank: z.int(), class: eventClass, error: z.string(), count: z.int(), last: z.int() })
type Cell = z.infer<typeof cell>
const rank: Group = { name: sql`rank_`, of: () => sql`toUInt8(severity)` }

/** What is done: where it reads and writes, what is rare, what failed, what is risky and why. */
export async function whatIs(asked: Asked): Promise<What> {
  const { engine, filter, keys, options } = asked
  const error = byField('error')
  const groups = [service, event, byField('readonly'), rank, byField('class'), error]
  const cells = await engine.rows(cell, sql`
    SELECT service_ AS service, event_ AS event, readonly_ AS readonly, rank_ AS rank, class_ AS class, error_ AS error, sum(n) AS count, max(last) AS last
    FROM (${countedSince(filter, keys, groups)}) GROUP BY service_, event_, readonly_, rank_, class_, error_ ORDER BY rank >= ${severities.indexOf('medium')} DESC, count DESC LIMIT 20000`, options)

  const services = new Map<string, What['services'][number]>()
  const events = new Map<string, What['events'][number]>()
  const errors = new Map<string, What['errors'][number]>()
  for (const each of cells) {
    const failed = each.error === '' ? 0 : each.count
    const of = services.get(each.service) ?? { service: each.service, reads: 0, writes: 0, errors: 0 }
    of[each.readonly === 'true' ? 'reads' : 'writes'] += each.count
    of.errors += failed
    services.set(each.service, of)
    const name = JSON.stringify([each.service, each.event])
    const before = events.get(name)
    events.set(name, {
      service: each.service,
      event: each.event,
      count: (before?.count ?? 0) + each.count,
      errors: (before?.errors ?? 0) + failed,
      severity: severities[Math.max(each.rank, before ? severities.indexOf(before.severity) : 0)] ?? 'info',
      class: before?.class ?? each.class,
      others: 0,
    })
    if (failed === 0) continue
    const failure = JSON.stringify([each.error, each.event])
    const known = errors.get(failure) ?? { error: each.error, event: each.event, count: 0, isDenied: isDenied.test(each.error) }
    known.count += failed
    errors.set(failure, known)
  }
  const most = [...events.values()].sort((a, b) => b.count - a.count)
  const listedEvents = most.slice(0, some.events)
  const [others, risky] = await Promise.all([othersWho(asked, listedEvents), riskyOf(asked, cells)])
  return {
    services: [...services.values()].sort((a, b) => b.reads + b.writes - a.reads - a.writes),
    events: listedEvents.map((each) => ({ ...each, others: others.by.get(JSON.stringify([each.service, each.event])) ?? 0 })),
    totalEvents: events.size,
    everyone: others.everyone,
    own: others.own,
    errors: [...errors.values()].sort((a, b) => Number(b.isDenied) - Number(a.isDenied) || b.count - a.count).slice(0, some.errors),
    risky,
  }
}

const countRow = z.object({ count: z.int() })
/** How many there are in a Filter, whatever page is looked at. */
const everyoneIn = remembering<number>(50)

/**
 * How many others make the same calls in the span: identities, but this one and its sessions, or but those who used this key,
 * address or role.
 */
async function othersWho({ engine, filter, about, keys, options }: Asked, made: readonly Pick<What['events'][number], 'service' | 'event'>[]) {
  const parameter = parameterOf(about)
  const anybody = withChoice(withChoice(filter, parameter, undefined), 'identity', undefined)
  const choice = filter.choices[parameter]
  const mine: Sql = chosen({ ...filter, choices: choice ? { [parameter]: choice } : {} }, keys)
  const who = byHash('identity')
  const users = sql`SELECT ${who.name} FROM (${counted(filter, keys, [who])})`
  const isOwn = about.name === 'identity' ? hashed(sql`${about.value}`) : users
  const isOther: Group = { name: sql`other`, of: (at) => sql`toUInt8(NOT (${mine}) AND ${who.of(at)} NOT IN (${isOwn}))` }
  const [services, events] = [[...new Set(made.map((each) => each.service))], [...new Set(made.map((each) => each.event))]]
  const places = [{ ...byPlaceAmong(services, 'service'), name: sql`service_at` }, { ...byPlaceAmong(events, 'event'), name: sql`event_at` }]
  const [rows, all_, [own]] = await Promise.all([
    engine.rows(z.object({ service_at: z.int(), event_at: z.int(), others: z.int() }), sql`
      SELECT service_at, event_at, uniqMerge(each.others) AS others FROM (${distinctIn(anybody, keys, places, who, isOther, places.map(({ name }) => ({ name })))}) AS each WHERE event_at < ${events.length} GROUP BY service_at, event_at`, options),
    everyoneIn(anybody, JSON.stringify([anybody.from, anybody.to, anybody.tz, anybody.choices]), options, async (more) => {
      const [found] = await engine.rows(countRow, sql`SELECT uniq(${who.name}) AS count FROM (${counted(anybody, keys, [who])})`, more)
      return found?.count ?? 0
    }),
    engine.rows(countRow, sql`SELECT uniq(${who.name}) AS count FROM (${users}) WHERE ${who.name} IN (${isOwn})`, options),
  ])
  return { by: new Map(rows.map(({ service_at, event_at, others }) => [JSON.stringify([services[service_at], events[event_at]]), others])), everyone: all_, own: own?.count ?? 0 }
}

/** The riskiest kinds of call, each with its latest event and why that is risky. */
async function riskyOf({ store, engine, filter, keys, options }: Asked, cells: readonly Cell[]): Promise<What['risky']> {
  const risky = withChoice(filter, 'severity', { include: ['medium'], exclude: [] })
  const byKind = new Map<string, Pick<Cell, 'service' | 'event' | 'rank' | 'count' | 'last'>>()
  for (const { service: where, event: name, rank: highest, count, last } of cells) {
    if (highest < severities.indexOf('medium')) continue
    const before = byKind.get(JSON.stringify([where, name]))
    byKind.set(JSON.stringify([where, name]), { service: where, event: name, rank: Math.max(highest, before?.rank ?? 0), count: count + (before?.count ?? 0), last: Math.max(last, before?.last ?? 0) })
  }
  const kinds = [...byKind.values()].sort((a, b) => b.rank - a.rank || b.count - a.count).slice(0, some.risky)
  if (kinds.length === 0) return []
  // The latest of each is in its last quarter of an hour; what these hold of others is no later.
  const isOne = sql`${inQuartersOf(kinds.map(({ last }) => last))} AND service IN ${[...new Set(kinds.map((each) => each.service))]} AND event IN ${[...new Set(kinds.map((each) => each.event))]}`
  const latest = await engine.rows(storedEvent, sql`
    SELECT * FROM (SELECT ${storedColumns} FROM events WHERE ${all([isOne, within(filter), chosen(risky, keys)])} ORDER BY time DESC LIMIT 1 BY service, event)`, options)
  const events = latest.map((each) => listed(each, store.catalogue))
  return kinds.flatMap(({ service: where, event: name, rank: highest, count }) => {
    const found = events.find((each) => each.eventName === name && each.eventSource.startsWith(where))
    return found ? [{ service: where, event: name, severity: severities[highest] ?? 'info', class: found.class, count, lastSeen: found.eventTime, eventID: found.eventID, reasons: found.reasons }] : []
  })
}
