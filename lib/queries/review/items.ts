import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ReviewItem } from '@/lib/api/review'
import { severities } from '@/lib/cloudtrail/facts'
import { all, joined, sql, type Sql } from '@/lib/engine/sql'
import { filterFrom, fixed, searchOf, type FixedFilter } from '@/lib/filter/filter'
import { guarded, literal, longestSpelling } from '@/lib/filter/spelling'
import { where, within } from '@/lib/filter/sql'
import type { RankedStory } from '@/lib/review/story'
import { sentenceAndReason } from '@/lib/review/telling'
import { isoOf } from '../asked-of'
import type { Asked } from './question'

const found = z.object({ place: z.int(), count: z.int(), expected: z.int(), first: z.int(), last: z.int(), lead: z.string(), leadTime: z.int(), buckets: z.array(z.int()), counts: z.array(z.int()) })
const record = z.object({ hash: z.string(), raw: z.string() })

const buckets = 24
const mostIdentities = 100
/** Bits of a number that tells stories. */
const bits = 60
/** Characters of a query string beyond which a URL is no longer one that can be shared, or entered in the journal. */
const longest = 6_000

/** The Filter of a story's events, as a query string. Within it, the review's own Filter holds on. */
export function queryOf(story: RankedStory, filter: FixedFilter): string {
  const { identity: _, ...given } = filter.choices
  const asked = filter.choices.severity
  const severity = asked && { severity: { ...asked, include: [severest([...asked.include, ...(story.choices.severity ?? [])])] } }
  const at = (seconds: number) => ({ kind: 'instant' as const, seconds })
  // What no URL takes is left out; who and when are told all the same.
  const own = Object.fromEntries(Object.entries(story.choices).filter(([, values]) => values.every((value) => value.length <= longestSpelling)).map(([name, include]) => [name, { include: spelledAs(name, include), exclude: [] }]))
  const queries = spellings(story).map((include) =>
    searchOf({ ...filter, from: at(story.from), to: at(story.to), choices: { ...given, ...own, ...severity, ...(include.length > 0 && { identity: { include, exclude: [] } }) } }).toString())
  return queries.find((query) => query.length <= longest) ?? queries.at(-1) ?? ''
}

const severest = (values: readonly string[]) => severities[Math.max(0, ...values.map((value) => severities.findIndex((each) => each === value)))] ?? 'info'

/** As the URL takes them; addresses are blocks, severities names, agents parts. */
const spelledAs = (name: string, values: readonly string[]) => (name === 'event' || name === 'error' ? values.map(literal) : name === 'agent' ? values.map(guarded) : values)

/**
 * Ways to choose the identities of a story, the exact one first: roles stand for all their sessions, and of too many to
 * be named in a URL, sessions are told by their role, or what was done alone tells.
 */
function spellings({ identities }: RankedStory): string[][] {
  const spelled = identities.map((identity) => (/:assumed-role\/[^/]+$/.test(identity) ? `${literal(identity)}/*` : literal(identity)))
  return [spelled, [...new Set(spelled.map((each) => each.replace(/(:assumed-role\/[^/]+)\/.*$/s, '$1/*')))], []]
}

/**
 * The items of ranked stories: their exact number and times, their most telling event, and their shape over the period.
 * Each is what its Filter selects, so that the number on the queue is that of the list behind it.
 * @param expected whether any expectation covers an event
 * @throws EngineError when the engine gives up
 */
export async function itemsOf({ store, filter, keys, options }: Asked, stories: readonly RankedStory[], expected: Sql): Promise<ReviewItem[]> {
  if (stories.length === 0) return []
  const { engine, catalogue } = store
  const queries = stories.map((story) => queryOf(story, filter))
  const filters = queries.map((query) => fixed(filterFrom(query), Date.now(), undefined))
  const [from, to] = [filter.from.getTime() / 1000, filter.to.getTime() / 1000]
  const hull = { from: new Date(Math.min(...filters.map((each) => each.from.getTime()))), to: new Date(Math.max(...filters.map((each) => each.to.getTime()))) }
  // Which of the stories an event is in, as bits: an array for each would take the engine twice as long.
  const masks = Array.from({ length: Math.ceil(filters.length / bits) }, (_, word) => {
    const own = filters.slice(word * bits, (word + 1) * bits).map((each, bit) => sql`bitShiftLeft(toUInt64(${where(each, keys)}), ${bit})`)
    return sql`arrayMap(bit -> toInt64(bit) + ${word * bits}, bitPositionsToArray(${joined(own, sql` + `)}))`
  })
  // One number to compare: the most severe first, of these what went well, of these the first.
  const telling = sql`toUInt64(toUInt8(severity)) * ${2 ** 33} + toUInt64(error = '') * ${2 ** 32} + (${2 ** 32 - 1} - toUInt32(time))`
  const bucket = sql`toUInt16(greatest(0, least(${buckets - 1}, intDiv((toInt64(toUInt32(time)) - ${from}) * ${buckets}, ${Math.max(1, to - from)}))))`
  const rows = await engine.rows(found, sql`
    SELECT place, sum(n) AS count, sum(m) AS expected, min(first) AS first, max(last) AS last, toString(argMax(lead, telling)) AS lead, ${2 ** 32 - 1} - max(telling) % ${2 ** 32} AS leadTime, groupArray(bucket) AS buckets, groupArray(n) AS counts
    FROM (
      SELECT arrayJoin(${masks.length > 1 ? sql`arrayConcat(${joined(masks, sql`, `)})` : joined(masks, sql``)}) AS place, ${bucket} AS bucket, count() AS n, countIf(${expected}) AS m, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last,
        max(${telling}) AS telling, argMax(id, ${telling}) AS lead
      FROM events WHERE ${all([within(hull), ofThese(filters)])} GROUP BY place, bucket)
    GROUP BY place`, options)
  const records = rows.length === 0 ? [] : await engine.rows(record, sql`
    SELECT toString(id) AS hash, raw FROM events
    WHERE time IN (SELECT toDateTime(arrayJoin(${rows.map(({ leadTime }) => leadTime)}), 'UTC')) AND id IN (SELECT toUInt64(arrayJoin(${rows.map(({ lead }) => lead)})))`, options)
  const raws = new Map(records.map(({ hash, raw }) => [hash, raw]))
  const starts = Array.from({ length: buckets }, (_, index) => isoOf(from + Math.floor((index * (to - from)) / buckets)))

  return stories.flatMap((story, place): ReviewItem[] => {
    const row = rows.find((each) => each.place === place)
    if (!row) return []
    const counts = starts.map(() => 0)
    row.buckets.forEach((position, index) => (counts[position] = (counts[position] ?? 0) + (row.counts[index] ?? 0)))
    const told = sentenceAndReason(raws.get(row.lead), story, catalogue)
    const weights = [...told.weights, ...story.weights]
    return [{
      id: idOf(story), title: inOneLine(told.title), kind: story.kind, who: story.who, label: story.label, severity: story.severity, score: story.score,
      identities: story.identities.slice(0, mostIdentities), events: story.events.slice(0, 40), count: row.count, expected: row.expected, from: isoOf(row.first), to: isoOf(row.last),
      why: weights.map(({ why }) => why), points: weights.map(({ points }) => points), filter: queries[place] ?? '', event: told.eventID, starts, counts,
    }]
  })
}

/** Of what is in none of the stories, only the identity is read. */
function ofThese(filters: readonly FixedFilter[]): Sql {
  const spelled = [...new Set(filters.flatMap((filter) => filter.choices.identity?.include ?? []))]
  const base = filters[0]
  // Without identities, other things tell.
  if (!base || filters.some((filter) => !filter.choices.identity)) return sql`1`
  return where({ ...base, from: new Date(0), to: new Date(4_294_967_295_000), choices: { identity: { include: spelled, exclude: [] } } }, new Map())
}

/** By who, what kind and which day: what a late record adds changes none of these. */
const idOf = ({ kind, who, day }: RankedStory) => createHash('sha256').update(JSON.stringify([kind, who, day])).digest('hex').slice(0, 24)

/** What records say may hold anything. */
const inOneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').slice(0, 500)
