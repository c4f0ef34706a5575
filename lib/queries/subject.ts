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
import { isNamed, narrowedTo, sessionsOf, type About } from './asked-of'
import { behindThem } from './behind-them'
import { counted, type Group } from './counted'
import { byField } from './field'
import { keyHistories, untold } from './key-histories'
import { labels } from './labels'
import { listed, storedColumns, storedEvent } from './listed'
import { isSession } from './opened-by'
import type { Store } from './store'

/** What a page can be about, beside an identity. */
export type SubjectName = Exclude<About['name'], 'identity'>

interface Asked {
  store: Store
  filter: FixedFilter
  options: QueryOptions
}

const whole = z.object({ total: z.int(), events: z.int(), failures: z.int(), risky: z.int(), since: z.int(), until: z.int(), everything: z.int() })
const row = whole.extend({ identity: z.string(), first: z.int(), last: z.int(), ever: z.int(), count: z.int(), errors: z.int(), rank: z.int() })
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
  const keys = await actorKeys(engine, narrowed, options)
  const ever = sql`SELECT identity, toUnixTimestamp(min(since)) AS first, toUnixTimestamp(max(until)) AS last, sum(n) AS ever FROM ${sessionsOf(about, filter, sql`identity`, isNamed(about))} GROUP BY identity`
  const inFilter = sql`
    SELECT identity_ AS identity, sum(n) AS count, sumIf(n, failed) AS errors, max(rank_) AS rank, sumIf(n, rank_ >= ${medium}) AS risks
    FROM (${counted(narrowed, keys, [byField('identity'), failed, rank])}) GROUP BY identity_`
  const found = await engine.rows(row, sql`
    SELECT identity, first, last, ever, count, errors, rank, count() OVER () AS total, sum(count) OVER () AS events, sum(errors) OVER () AS failures, sum(risks) OVER () AS risky,
      min(first) OVER () AS since, max(last) OVER () AS until, sum(ever) OVER () AS everything
    FROM (${ever}) AS seen LEFT JOIN (${inFilter}) AS within USING (identity) ORDER BY count DESC, ever DESC, identity LIMIT ${most}`, options)
  const [sums] = found
  if (!sums) return undefined
  const [issued, histories, address, behind] = await Promise.all([
    name === 'key' ? issuedBy(store, value, options) : null,
    name === 'key' ? keyHistories(store, [value], options) : null,
    name === 'ip' ? addressBook().then((book) => book(value)) : null,
    behindThem(store, found.map(({ identity }) => identity).filter(isSession), options),
  ])
  const labelled = await labels(store, 'identity', [...found, ...behind.values()].map(({ identity }) => identity), options)
  const openerOf = (identity: string) => {
    const opener = behind.get(identity)
    return opener ? { identity: opener.identity, value: literal(opener.identity), label: labelled(opener.identity), certainty: opener.certainty } : null
  }
  return {
    value,
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    count: sums.events,
    errors: sums.failures,
    risky: sums.risky,
    firstSeen: isoOf(sums.since),
    lastSeen: isoOf(sums.until),
    ever: sums.everything,
    totalIdentities: sums.total,
    identities: found.map(({ identity, first, last, ever: all, count, errors, rank: highest }) => ({
      identity, value: literal(identity), label: labelled(identity), count, errors, severity: severities[highest] ?? 'info', ever: all, firstSeen: isoOf(first), lastSeen: isoOf(last), behind: openerOf(identity),
    })),
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
