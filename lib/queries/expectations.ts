import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { Expectation, expectationEndContract, expectationPreviewContract, expectationsContract, expectContract, ExpectationWarning } from '@/lib/api/expectations'
import { Failure } from '@/lib/api/failure'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { any, sql, type Sql } from '@/lib/engine/sql'
import { filterFrom, searchOf, withChoice, type Filter, type FixedFilter } from '@/lib/filter/filter'
import { where, type ActorKeys } from '@/lib/filter/sql'
import { longestQuery } from '@/lib/journal/remark'
import { endOf, type ExpectationState } from '@/lib/journal/state'
import { actorKeys } from './actor-keys'
import { counted } from './counted'
import { byValue, spelled } from './field'
import { labels } from './labels'
import { leading } from './leading'
import { perDay } from './per-day'
import type { Question } from './question'
import type { ReviewedStore, Store } from './store'
import { total } from './total'

const day = 86_400_000
const mostDays = 366
const mostShown = 20
/** An expectation of more than this share of all events says little of any of them. */
const tooLarge = 0.1
const tooMany = 20

/** A Filter over the last 30 days that are stored. */
export function recent(store: Store, { tz, choices }: Pick<Filter, 'tz' | 'choices'>): FixedFilter {
  const covers = store.covers()
  const to = Math.min(Date.now(), covers ? (covers.to + 1) * 1000 : Date.now())
  return { tz, choices, from: secondOf(to - 30 * day), to: secondOf(to + 999), covers }
}

/** The store keeps whole seconds. */
const secondOf = (milliseconds: number) => new Date(Math.floor(milliseconds / 1000) * 1000)

const spanOf = (expectation: ExpectationState): { from: Date; to: Date } => {
  const from = secondOf(Date.parse(expectation.given.from))
  const to = secondOf(Date.parse(endOf(expectation)))
  return { from, to: to < from ? from : to }
}

/** The events that an expectation covers: those of its Filter while it holds. */
export const coveredBy = (store: Store, expectation: ExpectationState): FixedFilter => ({ ...filterFrom(expectation.given.filter), ...spanOf(expectation), covers: store.covers() })

/** Whether any expectation covers an event, as a condition on the columns of `events`. */
export async function isExpected(store: ReviewedStore, options: QueryOptions, { expectations: given } = store.journal.state()): Promise<Sql> {
  const filters = [...given.values()].map((each) => coveredBy(store, each))
  return any(await Promise.all(filters.map(async (filter) => where(filter, await actorKeys(store.engine, filter, options)))))
}

/** What is expected, newest first, and what it covers. */
export async function expectations({ store, options }: Question<typeof expectationsContract, ReviewedStore>): Promise<Answer<typeof expectationsContract>> {
  const { engine, journal } = store
  const span = recent(store, filterFrom(''))
  const all = await total(engine, span, new Map(), options)
  const told: Expectation[] = []
  // One after another: of some hundred, each with queries of its own, every other question would wait.
  for (const expectation of [...journal.state().expectations.values()].reverse()) {
    const { given: { seq, at, by, filter, from, until, reason, owner }, ended } = expectation
    const covered = coveredBy(store, expectation)
    const lately = recent(store, filterFrom(filter))
    const keys = await actorKeys(engine, covered, options)
    const hits = await total(engine, covered, keys, options)
    const matched = await matching(engine, lately, keys, options)
    told.push({
      seq, at, by, filter, from, until, reason, owner, hits, recent: matched.total,
      ended: ended ? { at: ended.at, by: ended.by, reason: ended.reason } : null,
      state: ended ? 'ended' : Date.parse(until) <= Date.now() ? 'expired' : 'holds',
      covers: searchOf(covered).toString(),
      warnings: warningsOf(lately, matched, all),
    })
  }
  return { version: journal.version(), from: span.from.toISOString(), to: span.to.toISOString(), expectations: told }
}

/** What an expectation would have matched. */
export async function expectationPreview({ store, filter, options }: Question<typeof expectationPreviewContract, ReviewedStore>): Promise<Answer<typeof expectationPreviewContract>> {
  const { engine } = store
  const lately = recent(store, filter)
  const keys = await actorKeys(engine, lately, options)
  const all = await total(engine, recent(store, filterFrom('')), new Map(), options)
  const matched = await matching(engine, lately, keys, options)
  const identities = await eventsOf(store, lately, keys, matched.identities, options)
  const days = await perDay(engine, lately, keys, options)
  return {
    from: lately.from.toISOString(), to: lately.to.toISOString(), total: matched.total, all,
    days: days.map(({ date, count }) => ({ date, count })),
    identities, totalIdentities: matched.totalIdentities,
    filter: searchOf(lately).toString(),
    warnings: warningsOf(lately, matched, all),
  }
}

interface Matched {
  total: number
  critical: number
  totalIdentities: number
  /** Those with the most events. */
  identities: readonly string[]
}

async function matching(engine: Engine, filter: FixedFilter, keys: ActorKeys, options: QueryOptions): Promise<Matched> {
  const { values, distinct, everything } = await leading(engine, filter, keys, 'identity', mostShown, options)
  const critical = await total(engine, withChoice(filter, 'severity', { include: ['critical'], exclude: [] }), keys, options)
  return { total: everything, totalIdentities: distinct, critical, identities: values }
}

/** How many events of a Filter are by each of some identities, most first. */
async function eventsOf(store: Store, filter: FixedFilter, keys: ActorKeys, identities: readonly string[], options: QueryOptions) {
  if (identities.length === 0) return []
  const rows = await store.engine.rows(z.object({ value: z.string(), count: z.int() }), sql`
    SELECT value, sum(n) AS count FROM (${counted(filter, keys, [byValue('identity')])}) WHERE value IN ${identities} GROUP BY value ORDER BY count DESC, value`, options)
  const labelled = await labels(store, 'identity', identities, options)
  return rows.map(({ value, count }) => ({ key: spelled('identity', value), label: labelled(value), count }))
}

/** What speaks against expecting what a Filter selects. */
function warningsOf({ choices }: FixedFilter, { total: matched, critical, totalIdentities }: Matched, all: number): ExpectationWarning[] {
  if (Object.keys(choices).length === 0) return [{ kind: 'too much', text: 'It names neither who nor what nor from where: everything would be expected.' }]
  if (matched === 0) return [{ kind: 'nothing', text: 'It matches nothing in the last 30 days. See that it is spelled as the records are.' }]
  const isNamed = choices.identity ?? choices.actor ?? choices.key ?? choices.ip
  return [
    ...(matched > all * tooLarge ? [{ kind: 'too much' as const, text: `It matches ${Math.round((matched / all) * 100)} % of all events of these days.` }] : []),
    ...(!isNamed && totalIdentities > tooMany ? [{ kind: 'too much' as const, text: `It matches what ${totalIdentities} identities do. Name who, or from where.` }] : []),
    ...(critical > 0 ? [{ kind: 'too much' as const, text: `${critical === 1 ? 'A critical event is' : `${critical} critical events are`} among them.` }] : []),
  ]
}

/**
 * Enters an expectation.
 * @throws Failure if it would expect everything, or for longer than a year
 */
export async function giveExpectation({ store: { journal }, sent: { by, filter, from = new Date().toISOString(), until, reason, owner } }: { store: ReviewedStore; sent: z.output<typeof expectContract.sends> }): Promise<Answer<typeof expectContract>> {
  const { choices, tz } = filterFrom(filter)
  if (Object.keys(choices).length === 0) throw refused('filter', 'It names neither who nor what nor from where: everything would be expected.', 'Narrow it to an identity, an event or an address.')
  const ends = Date.parse(until)
  if (ends <= Date.now() || ends <= Date.parse(from)) throw refused('until', 'It would end before it begins.', 'Give an expiry in the future.')
  if (ends > Date.now() + mostDays * day) throw refused('until', `It would hold for more than ${mostDays} days.`, 'Give an earlier expiry; it can be given again then.')
  // Its own times say when it holds; those of the page that it was made on do not.
  const lasting = searchOf({ from: undefined, to: undefined, tz, choices }).toString()
  if (lasting.length > longestQuery) throw refused('filter', `Spelled out, it has more than ${longestQuery} characters.`, 'Name fewer, or use * as wildcard.')
  const { seq } = await journal.append(by, { kind: 'expectation', filter: lasting, from, until, reason, owner })
  return { version: journal.version(), seq }
}

/** Ends an expectation. */
export async function endExpectation({ store: { journal }, sent: { by, seq, reason } }: { store: ReviewedStore; sent: z.output<typeof expectationEndContract.sends> }): Promise<Answer<typeof expectationEndContract>> {
  await journal.append(by, ({ expectations: known }) => {
    const expectation = known.get(seq)
    if (!expectation) throw new Failure({ title: 'Not found', status: 404, detail: `Entry ${seq} is no expectation.`, todo: 'See the list of expectations.' })
    const { ended } = expectation
    if (ended) throw new Failure({ title: 'It has ended', status: 409, detail: `${ended.by} ended it at ${ended.at}.`, todo: 'There is nothing left to do.' })
    return { kind: 'expectation ended', expectation: seq, reason }
  })
  return { version: journal.version() }
}

const refused = (parameter: string, detail: string, todo: string) => new Failure({ title: 'This is not expected', status: 400, detail, parameter, todo })
