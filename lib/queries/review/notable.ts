import 'server-only'
import { z } from 'zod'
import { eventClass, severities } from '@/lib/cloudtrail/facts'
import { sql } from '@/lib/engine/sql'
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
  // Where the Filter itself chooses events, none is asked for by its number alone.
  const isCounted = filter.choices.event ? sql`0` : sql`event_ IN ${countedEvents}`
  const rows = await engine.rows(row, sql`
    SELECT identity_ AS identity, label_ AS label, type_ AS type, service_ AS service, event_ AS event, class_ AS class, rank_ AS rank, ended_ AS ended,
      groupArray(quarter_) AS quarters, groupArray(n) AS counts
    FROM (${counted(filter, keys, groups)}) WHERE rank_ >= 2 OR ${isCounted}
    GROUP BY identity, label, type, service, event, class, rank, ended ORDER BY rank DESC, length(counts) DESC LIMIT ${most}`, options)
  return enough(rows.map(({ rank, ended, ...rest }) => ({ ...rest, severity: severities[rank] ?? 'info', outcome: outcomes[ended] ?? 'failed' })))
}
