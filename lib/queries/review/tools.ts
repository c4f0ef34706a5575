import 'server-only'
import { z } from 'zod'
import { all, sql } from '@/lib/engine/sql'
import { where } from '@/lib/filter/sql'
import type { ToolUse } from '@/lib/review/tools'
import type { Asked } from './question'

const row = z.object({ identity: z.string(), label: z.string(), needle: z.string(), count: z.int(), from: z.int(), to: z.int() })
const most = 300

/**
 * Who used tools for attacks or assessments, by the user agents that the catalogue names.
 * @throws EngineError when the engine gives up
 */
export function toolUses({ store: { engine, catalogue }, filter, keys, options }: Asked): Promise<ToolUse[]> {
  const needles = catalogue.rules.agents.flatMap(({ kind, needle }) => (kind === 'attack-tool' ? [needle.toLowerCase()] : []))
  if (needles.length === 0) return Promise.resolve([])
  return engine.rows(row, sql`
    SELECT identity, any(label) AS label, arrayElement(${needles}, multiSearchFirstIndex(lower(any(agent)), ${needles})) AS needle, count() AS count,
      toUnixTimestamp(min(time)) AS from, toUnixTimestamp(max(time)) AS to
    FROM events WHERE ${all([where(filter, keys), sql`multiSearchAny(lower(agent), ${needles})`])} GROUP BY identity ORDER BY count DESC LIMIT ${most}`, options)
}
