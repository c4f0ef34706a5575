import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { fieldsContract } from '@/lib/api/fields'
import type { Json } from '@/lib/cloudtrail/record'
import { sql } from '@/lib/engine/sql'
import { fieldPathOf, pathSpelling, spellField } from '@/lib/filter/field'
import { literal } from '@/lib/filter/spelling'
import { inBlocks, where } from '@/lib/filter/sql'
import { actorKeys } from './actor-keys'
import type { Question } from './question'

const row = z.object({ raw: z.string() })

/** Newest records that are read. */
const most = 2_000
const mostValues = 5
const longest = 200

/**
 * The paths at which the newest records of the Filter hold values, each with how many do and the most frequent values.
 * @throws EngineError when the engine gives up
 */
export async function fields({ store: { engine }, filter, takes: { prefix, limit }, options }: Question<typeof fieldsContract>): Promise<Answer<typeof fieldsContract>> {
  const keys = await actorKeys(engine, filter, options)
  const rows = await engine.rows(row, sql`
    SELECT raw FROM (SELECT raw FROM events WHERE ${where(filter, keys)} ORDER BY time DESC, id DESC LIMIT ${most} ${inBlocks(filter)})`, options)
  const found = new Map<string, Found>()
  for (const { raw } of rows) countPaths(raw, found)
  const wanted = prefix.toLowerCase()
  return {
    sampled: rows.length,
    fields: [...found]
      .filter(([path]) => path.toLowerCase().startsWith(wanted))
      .sort(([path, a], [other, b]) => b.count - a.count || (path < other ? -1 : 1))
      .slice(0, limit)
      .map(([path, { count, steps, texts }]) => ({ path, count, values: mostFrequent(steps, texts) })),
  }
}

interface Found {
  count: number
  steps: Steps
  texts: Map<string, number>
}
type Steps = readonly (string | number)[]

/** Counts each path and each value once a record. */
function countPaths(raw: string, found: Map<string, Found>): void {
  const here = new Map<string, { steps: Steps; texts: Set<string> }>()
  for (const { steps, text } of textsIn(parsed(raw), [])) {
    const path = pathSpelling(fieldPathOf(steps))
    const place = here.get(path) ?? { steps, texts: new Set() }
    here.set(path, place)
    if (text.length <= longest) place.texts.add(text)
  }
  for (const [path, { steps, texts }] of here) {
    const all = found.get(path) ?? { count: 0, steps, texts: new Map<string, number>() }
    found.set(path, all)
    all.count += 1
    for (const text of texts) all.texts.set(text, (all.texts.get(text) ?? 0) + 1)
  }
}

/** Numbers become texts, as they are written: a double would round them. */
function parsed(raw: string): Json {
  try {
    return JSON.parse(raw.replace(/("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)/g, (_, text?: string, number?: string) => text ?? `"${number}"`))
  } catch {
    return null
  }
}

/** The texts of a record and their places; what is empty counts as missing. */
function* textsIn(json: Json, steps: Steps): Generator<{ steps: Steps; text: string }> {
  if (json === null || json === '') return
  if (typeof json !== 'object') yield { steps, text: String(json) }
  else if (Array.isArray(json)) for (const element of json) yield* textsIn(element, [...steps, 0])
  else for (const [key, value] of Object.entries(json)) yield* textsIn(value, [...steps, key])
}

const mostFrequent = (steps: Steps, texts: ReadonlyMap<string, number>) =>
  [...texts]
    .sort(([text, a], [other, b]) => b - a || (text < other ? -1 : 1))
    .slice(0, mostValues)
    .map(([text, count]) => ({ value: spellField({ path: fieldPathOf(steps), value: literal(text) }), label: text, count }))
