import 'server-only'
import { z } from 'zod'
import { all, sql } from '@/lib/engine/sql'
import { withChoice } from '@/lib/filter/filter'
import { where } from '@/lib/filter/sql'
import type { SignIn } from '@/lib/review/sign-ins'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import type { Asked } from './question'

const suspect = z.object({ identity: z.string(), alone: z.array(z.string()) })
const row = z.object({ identity: z.string(), label: z.string(), ip: z.string(), failed: z.int(), done: z.int(), withoutMfa: z.int(), from: z.int(), to: z.int(), firstFailed: z.int(), lastDone: z.int() })

/** Identities and addresses that are taken; failures, names tried from one address, and names that failed where nobody gets in, that are worth a look. */
const [most, manyFailures, manyNames, manyAlone] = [2_000, 3, 4, 8]

/**
 * How those signed in to the console who are worth a look: root, those for whom it failed again and again or who
 * had a password alone, and all whose names were tried from one address, or from addresses at which nobody gets in. A failed sign-in has no error code, so that their records
 * are read, a megabyte each where they lie far apart; whose, and which, is told by the severity that the catalogue gives each.
 * @throws EngineError when the engine gives up
 */
export async function signIns({ store: { engine }, filter, keys, options }: Asked): Promise<SignIn[]> {
  const signedIn = withChoice(filter, 'event', { include: ['ConsoleLogin'], exclude: [] })
  const isNotable: Group = { name: sql`notable_`, of: () => sql`severity >= 'medium'` }
  const isSerious: Group = { name: sql`serious_`, of: () => sql`severity >= 'high' OR type = 'Root'` }
  const suspects = await engine.rows(suspect, sql`
    SELECT identity_ AS identity, groupUniqArrayIf(ip_, alone_) AS alone FROM (
      SELECT *, uniqExactIf(identity_, alone_) OVER () AS allAlone FROM (
      SELECT identity_, ip_, notable_ AND NOT max(NOT notable_ OR serious_) OVER (PARTITION BY ip_) AS alone_, sumIf(n, notable_) OVER (PARTITION BY identity_) AS failed, max(serious_) OVER (PARTITION BY identity_) AS serious,
        uniqExactIf(identity_, notable_) OVER (PARTITION BY ip_) AS names
      FROM (${counted(signedIn, keys, [byField('identity'), byField('ip'), isNotable, isSerious])})))
    WHERE failed >= ${manyFailures} OR serious OR names >= ${manyNames} OR (alone_ AND allAlone >= ${manyAlone}) GROUP BY identity LIMIT ${most}`, options)
  if (suspects.length === 0) return []
  const isTheirs = all([where(signedIn, keys), sql`identity IN ${suspects.map(({ identity }) => identity)}`])
  const alone = new Set(suspects.flatMap(({ identity, alone: addresses }) => addresses.map((ip) => JSON.stringify([identity, ip]))))
  const rows = await engine.rows(row, sql`
    SELECT identity, any(label) AS label, ip, countIf(isFailed) AS failed, countIf(NOT isFailed) AS done, countIf(NOT isFailed AND isWithoutMfa) AS withoutMfa,
      toUnixTimestamp(min(time)) AS from, toUnixTimestamp(max(time)) AS to,
      toUnixTimestamp(minIf(time, isFailed)) AS firstFailed, toUnixTimestamp(maxIf(time, NOT isFailed)) AS lastDone
    FROM (
      SELECT identity, label, ip, time,
        JSONExtractString(raw, 'responseElements', 'ConsoleLogin') = 'Failure' OR error != '' AS isFailed,
        lower(JSONExtractString(raw, 'additionalEventData', 'MFAUsed')) = 'no' AND type IN ('IAMUser', 'Root') AS isWithoutMfa
      FROM events WHERE ${isTheirs} AND severity >= 'medium'
      UNION ALL
      SELECT identity, label, ip, time, error != '' AS isFailed, 0 AS isWithoutMfa FROM events WHERE ${isTheirs} AND severity < 'medium')
    GROUP BY identity, ip ORDER BY failed DESC, identity, ip LIMIT ${most}`, options)
  return rows.map((each) => ({ ...each, isAlone: alone.has(JSON.stringify([each.identity, each.ip])) }))
}
