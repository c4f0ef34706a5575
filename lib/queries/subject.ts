import 'server-only'
import { z } from 'zod'
import { addressBook } from '@/lib/addresses/address-book'
import type { SubjectAnswer } from '@/lib/api/subject'
import { severities } from '@/lib/cloudtrail/facts'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { FixedFilter } from '@/lib/filter/filter'
import { spellMoment } from '@/lib/filter/moment'
import { literal } from '@/lib/filter/spelling'
import { actorKeys } from './actor-keys'
import { isNamed, narrowedTo, type About } from './asked-of'
import { counted, type Group } from './counted'
import { byField } from './field'
import { keyHistories, untold } from './key-histories'
import { labels } from './labels'
import { listed, storedColumns, storedEvent } from './listed'
import type { Store } from './store'

/** What a page can be about, beside an identity. */
export type SubjectName = Exclude<About['name'], 'identity'>

interface Asked {
  store: Store
  filter: FixedFilter
  options: QueryOptions
}

const everRow = z.object({ identity: z.string(), first: z.int(), last: z.int(), count: z.int() })
const cell = z.object({ identity: z.string(), failed: z.int(), rank: z.int(), count: z.int() })
const medium = severities.indexOf('medium')
const most = 50

const failed: Group = { name: sql`failed`, of: () => sql`toUInt8(error != '')` }
const rank: Group = { name: sql`rank_`, of: () => sql`toUInt8(severity)` }

/**
 * One access key, address or role: who used it, since when, and what came of it in the Filter. Undefined if no event at
 * all has it.
 * @throws EngineError when the engine gives up
 */
export async function subject({ store, filter, options }: Asked, name: SubjectName, value: string): Promise<SubjectAnswer | undefined> {
  const { engine } = store
  const about: About = { name, value }
  const narrowed = narrowedTo(about, filter)
  const ever = await engine.rows(everRow, sql`
    SELECT identity, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last, count() AS count FROM events WHERE ${isNamed(about)} GROUP BY identity`, options)
  if (ever.length === 0) return undefined
  const keys = await actorKeys(engine, narrowed, options)
  const [cells, issued, histories, address] = await Promise.all([
    engine.rows(cell, sql`
      SELECT identity_ AS identity, failed, rank_ AS rank, sum(n) AS count FROM (${counted(narrowed, keys, [byField('identity'), failed, rank])}) GROUP BY identity_, failed, rank_`, options),
    name === 'key' ? issuedBy(store, value, options) : null,
    name === 'key' ? keyHistories(store, [value], options) : null,
    name === 'ip' ? addressBook().then((book) => book(value)) : null,
  ])
  const sum = (of: readonly { count: number }[]) => of.reduce((total, { count }) => total + count, 0)
  const found = ever.map(({ identity, first, last, count }) => {
    const own = cells.filter((each) => each.identity === identity)
    const highest = Math.max(0, ...own.map((each) => each.rank))
    return {
      identity, value: literal(identity), count: sum(own), errors: sum(own.filter((each) => each.failed === 1)), severity: severities[highest] ?? 'info',
      ever: count, firstSeen: isoOf(first), lastSeen: isoOf(last),
    }
  })
  const identities = found.sort((a, b) => b.count - a.count || b.ever - a.ever || (a.identity < b.identity ? -1 : 1)).slice(0, most)
  const labelled = await labels(engine, 'identity', identities.map(({ identity }) => identity), options)
  return {
    value,
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    count: sum(cells),
    errors: sum(cells.filter((each) => each.failed === 1)),
    risky: sum(cells.filter((each) => each.rank >= medium)),
    firstSeen: isoOf(Math.min(...ever.map(({ first }) => first))),
    lastSeen: isoOf(Math.max(...ever.map(({ last }) => last))),
    ever: sum(ever),
    totalIdentities: ever.length,
    identities: identities.map((each) => ({ ...each, label: labelled(each.identity) })),
    address,
    issued,
    history: histories && (histories.get(value) ?? untold),
  }
}

const isoOf = (seconds: number) => spellMoment(new Date(seconds * 1000))

/** The call that gave out a temporary key. */
async function issuedBy({ engine, catalogue }: { engine: Engine; catalogue: Store['catalogue'] }, key: string, options: QueryOptions): Promise<SubjectAnswer['issued']> {
  const [stored] = await engine.rows(storedEvent, sql`SELECT ${storedColumns} FROM events WHERE opener != '' AND issued = ${key} ORDER BY time LIMIT 1`, options)
  if (!stored) return null
  const { identity, identityLabel, eventID, eventName, eventTime } = listed(stored, catalogue)
  return { identity, value: literal(identity), label: identityLabel, eventID, eventName, at: eventTime }
}
