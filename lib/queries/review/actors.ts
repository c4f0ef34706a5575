import 'server-only'
import { z } from 'zod'
import { all, sql } from '@/lib/engine/sql'
import { within } from '@/lib/filter/sql'
import { familyOf, isService } from '@/lib/review/family'
import type { ActorOf } from '@/lib/review/stories'
import type { Asked } from './question'

const used = z.object({ identity: z.string(), keys: z.array(z.string()) })
const issue = z.object({ issued: z.string(), identity: z.string(), label: z.string() })

/** Sessions that are followed, the keys of each, and the links of a chain. */
const [mostSessions, mostKeys, mostLinks] = [2_000, 8, 6]
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
    const uses = await engine.rows(used, sql`
      SELECT identity, groupUniqArray(${mostKeys})(key) AS keys FROM events
      WHERE ${all([span, sql`startsWith(key, 'ASIA')`, sql`identity IN (SELECT arrayJoin(JSONExtract(${JSON.stringify(open)}, 'Array(String)')))`])} GROUP BY identity`, options)
    const keys = uses.flatMap((each) => each.keys)
    if (keys.length === 0) break
    const issues = await engine.rows(issue, sql`
      SELECT issued, any(identity) AS identity, any(label) AS label FROM events WHERE ${all([span, sql`opener != ''`, issuedIn(keys)])} GROUP BY issued`, options)
    const byKey = new Map(issues.map((each) => [each.issued, each]))
    for (const { identity, keys: own } of uses) {
      const opener = own.flatMap((key) => byKey.get(key) ?? []).find((each) => each.identity !== identity)
      if (opener && !isService(opener.identity)) openers.set(identity, opener)
    }
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

const issuedIn = (keys: readonly string[]) => sql`issued IN (SELECT key FROM (SELECT arrayJoin(JSONExtract(${JSON.stringify(keys)}, 'Array(String)')) AS key))`
