import 'server-only'
import { z } from 'zod'
import { all, sql } from '@/lib/engine/sql'
import { within } from '@/lib/filter/sql'
import { familyOf, isService } from '@/lib/review/family'
import type { ActorOf } from '@/lib/review/stories'
import { counted } from '../counted'
import { byField } from '../field'
import type { Asked } from './question'

const opening = z.object({ session: z.string(), identity: z.string(), label: z.string() })

/** Sessions that are followed, and the links of a chain. */
const [mostSessions, mostLinks] = [2_000, 6]
/** A session lives twelve hours at most; its key may have been issued so long before it is used. */
const longestSession = 36 * 3_600
const quarter = 900_000

/**
 * Who opened each of these role sessions, as far as the records of the period, and of the day and a half before, tell:
 * the first in the chain that is neither a session nor a service.
 * @throws EngineError when the engine gives up
 */
export async function actorsOf({ store: { engine }, filter, options }: Asked, identities: readonly string[]): Promise<ActorOf> {
  const isSession = (identity: string) => familyOf(identity) !== identity
  const openers = new Map<string, { identity: string; label: string }>()
  const [from, to] = [Math.max(0, filter.from.getTime() - longestSession * 1000), filter.to.getTime()]
  const span = within({ from: new Date(from), to: filter.to })
  // Whole quarters of an hour: who uses a session somewhat earlier or later was given it all the same.
  const uses = counted({ ...filter, choices: {}, from: new Date(Math.floor(from / quarter) * quarter), to: new Date(Math.ceil(to / quarter) * quarter) }, new Map(), [byField('identity'), byField('key')])
  let open = [...new Set(identities)].filter(isSession).slice(0, mostSessions)
  for (let link = 0; link < mostLinks && open.length > 0; link += 1) {
    // Of an opening that two accounts tell, the half of the one who opened says who that is.
    const openings = await engine.rows(opening, sql`
      SELECT session, min(opened.by) AS first, first.2 AS identity, first.3 AS label
      FROM (
        SELECT identity_ AS session, key_ FROM (${uses})
        WHERE startsWith(key_, 'ASIA') AND identity_ IN (SELECT arrayJoin(JSONExtract(${JSON.stringify(open)}, 'Array(String)'))) GROUP BY session, key_
      ) AS used
      INNER JOIN (
        SELECT issued, min((startsWith(identity, 'account:'), toString(identity), toString(label))) AS by FROM events WHERE ${all([span, sql`opener != ''`, sql`issued != ''`])} GROUP BY issued
      ) AS opened ON used.key_ = opened.issued
      WHERE opened.by.2 != session GROUP BY session`, options)
    for (const { session, ...opener } of openings) if (!isService(opener.identity)) openers.set(session, opener)
    open = [...new Set([...openers.values()].map(({ identity }) => identity))].filter((identity) => isSession(identity) && !openers.has(identity))
  }
  return (identity) => {
    let at = openers.get(identity)
    for (let link = 0; at && link < mostLinks; link += 1) {
      const next = openers.get(at.identity)
      if (!next) break
      at = next
    }
    return at && !isSession(at.identity) ? { who: at.identity, label: at.label } : undefined
  }
}
