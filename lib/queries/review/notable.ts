import 'server-only'
import { z } from 'zod'
import { eventClass, severities } from '@/lib/cloudtrail/facts'
import { joined, sql } from '@/lib/engine/sql'
import { withChoice, type FixedFilter } from '@/lib/filter/filter'
import { countedEvents } from '@/lib/review/kinds'
import { enough } from '@/lib/review/stories'
import type { Notable } from '@/lib/review/story'
import { counted, type Group } from '../counted'
import { byField } from '../field'
import { byQuarter, outcome, type Asked } from './question'

/** Combinations that are taken; the most severe come first. */
const most = 20_000
const outcomes = ['done', 'denied', 'failed'] as const

const row = z.object({
  identity: z.string(), label: z.string(), type: z.string(), service: z.string(), event: z.string(), class: eventClass,
  rank: z.int(), ended: z.int(), quarters: z.array(z.int()), counts: z.array(z.int()),
})

const groups: Group[] = [
  byField('identity'), { name: sql`label_`, of: () => sql`label` }, byField('type'), byField('service'), byField('event'), byField('class'),
  { name: sql`rank_`, of: () => sql`toUInt8(severity)` }, { name: sql`ended_`, of: () => outcome }, byQuarter,
]

/**
 * The events of a period that matter by the catalogue, and those that may matter by their number, by who, what and when.
 * They are read from the rollup.
 * @throws EngineError when the engine gives up
 */
export async function notableEvents({ store: { engine }, filter, keys, options }: Asked): Promise<Notable[]> {
  const names = joined(groups.map(({ name }) => name), sql`, `)
  const risky = counted(atLeastMedium(filter), keys, groups)
  const reads = filter.choices.event ? [] : [sql`SELECT * FROM (${counted(withChoice(filter, 'event', { include: countedEvents, exclude: [] }), keys, groups)}) WHERE rank_ < 2`]
  const parts = joined([sql`SELECT * FROM (${risky})`, ...reads], sql` UNION ALL `)
  const rows = await engine.rows(row, sql`
    SELECT identity_ AS identity, label_ AS label, type_ AS type, service_ AS service, event_ AS event, class_ AS class, rank_ AS rank, ended_ AS ended,
      groupArray(quarter_) AS quarters, groupArray(m) AS counts
    FROM (SELECT ${names}, sum(n) AS m FROM (${parts}) GROUP BY ${names})
    GROUP BY identity, label, type, service, event, class, rank, ended ORDER BY rank DESC, length(counts) DESC LIMIT ${most}`, options)
  return enough(rows.map(({ rank, ended, ...rest }) => ({ ...rest, severity: severities[rank] ?? 'info', outcome: outcomes[ended] ?? 'failed' })))
}

/** A severity that the Filter itself asks for stays, if it is higher. */
function atLeastMedium(filter: FixedFilter): FixedFilter {
  const asked = filter.choices.severity?.include ?? []
  return asked.some((each) => each === 'high' || each === 'critical') ? filter : withChoice(filter, 'severity', { include: ['medium'], exclude: filter.choices.severity?.exclude ?? [] })
}
