import 'server-only'
import { z } from 'zod'
import { all, sql } from '@/lib/engine/sql'
import { asSet, within } from '@/lib/filter/sql'
import { familyOf, isService } from '@/lib/review/family'
import type { ActorOf } from '@/lib/review/stories'
import { sessionsWhere } from '../sessions'
import type { Asked } from './question'

const opening = z.object({ session: z.string(), identity: z.string(), label: z.string() })

/** Sessions that are followed, and the links of a chain. */
const [mostSessions, mostLinks] = [2_000, 6]
/** A session lives twelve hours at most; its key may have been issued so long before it is used. */
const longestSession = 36 * 3_600

/**
 * Who opened each of these role sessions, as far as the records of the period, and of the day and a half before, tell:
 * the first in the chain that is neither a session nor a service.
 * @throws EngineError when the engine gives up
 */
export async function actorsOf({ store: { engine }, filter, options }: Asked, identities: readonly string[]): Promise<ActorOf> {
  const isSession = (identity: string) => familyOf(identity) !== identity
  const openers = new Map<string, { identity: string; label: string }>()
  const span = within({ from: new Date(Math.max(0, filter.from.getTime() - longestSession * 1000)), to: filter.to })
  let open = [...new Set(identities)].filter(isSession).slice(0, mostSessions)
  for (let link = 0; link < mostLinks && open.length > 0; link += 1) {
    // Of an opening that two accounts tell, the half of the one who opened says who that is.
    const openings = await engine.rows(opening, sql`
      SELECT used.identity AS session, min(opened.by) AS first, first.2 AS identity, first.3 AS label
      FROM ${sessionsWhere(filter, sql`identity, key`, sql`startsWith(key, 'ASIA') AND identity IN ${asSet(open)}`)} AS used
      INNER JOIN (
        SELECT issued, min((startsWith(identity, 'account:'), toString(identity), toString(label))) AS by FROM events WHERE ${all([span, sql`opener != ''`, sql`issued != ''`])} GROUP BY issued
      ) AS opened ON used.key = opened.issued
      WHERE opened.by.2 != used.identity GROUP BY session`, options)
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
