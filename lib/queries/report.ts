import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import { Failure } from '@/lib/api/failure'
import type { Report, reportContract } from '@/lib/api/report'
import { severities } from '@/lib/cloudtrail/facts'
import type { QueryOptions } from '@/lib/engine/engine'
import { all, sql } from '@/lib/engine/sql'
import { BadParameter, filterFrom, searchOf, type FixedFilter } from '@/lib/filter/filter'
import { where } from '@/lib/filter/sql'
import { beginning } from '@/lib/journal/chain'
import type { Entry, EntryOf } from '@/lib/journal/entry'
import { decisionOn, escalations, stateOf, type State } from '@/lib/journal/state'
import { actorKeys } from './actor-keys'
import { accountsOf, calendarDays } from './calendar'
import { coveredBy, isExpected } from './expectations'
import { leading } from './leading'
import { requirements } from './pci-dss'
import type { Question } from './question'
import { toldSignOffs, upTo } from './sign-offs'
import type { ReviewedStore } from './store'
import { total } from './total'

/**
 * The evidence of a period, as of an entry of the journal and a batch of records: with both, the same again, whatever was
 * entered and loaded since.
 * @throws Failure if it is asked for as of what has not come yet
 */
export async function report({ store, filter, takes, options }: Question<typeof reportContract, ReviewedStore>): Promise<Answer<typeof reportContract>> {
  const { engine, journal } = store
  const { entry = journal.version(), batch = store.version() } = takes
  if (entry > journal.version()) throw tooNew('entry', entry)
  if (batch > store.version()) throw tooNew('batch', batch)
  const written = journal.written().filter((each) => each.entry.seq <= entry)
  const state = stateOf(written.map((each) => each.entry))
  const accounts = accountsOf(filter)
  const { account } = filter.choices
  const period = upTo({ ...filter, choices: account ? { account } : {} }, batch)
  const numbered = async (query: string) => {
    const narrowed: FixedFilter = { ...period, choices: { ...filterFrom(query).choices, ...period.choices } }
    return { count: await total(engine, narrowed, new Map(), options), filter: searchOf(narrowed).toString() }
  }
  const days = await calendarDays(store, filter, { signOffs: state.signOffs, batch }, options)
  const overlapping = state.signOffs.filter((each) => overlaps(period, each.period))
  const [{ distinct }, [expected]] = await Promise.all([
    leading(engine, period, new Map(), 'identity', 1, options),
    engine.rows(z.object({ n: z.int() }), sql`SELECT count() AS n FROM events WHERE ${all([where(period, new Map()), await isExpected(store, options, state)])}`, options),
  ])
  const signed = new Set(overlapping.flatMap(({ decided }) => decided.map(({ id }) => id)))
  const decisions = decisionsOf(written.map((each) => each.entry), state, ({ item, at }) => signed.has(item.id) || isOf(period, item.filter, at))
  return {
    period: { from: period.from.toISOString(), to: period.to.toISOString(), tz: period.tz },
    accounts,
    asOf: { entry, hash: written.at(-1)?.hash ?? beginning, batch },
    events: await numbered(''),
    identities: distinct,
    expected: expected?.n ?? 0,
    severities: await Promise.all([...severities].reverse().map(async (severity) => ({ severity, ...(await numbered(`severity=${severity}`)) }))),
    requirements: await Promise.all(requirements.map(async ({ id, asks, shown, query }) => ({ id, asks, shown, events: query === undefined ? null : await numbered(query) }))),
    days: days.map(({ date, state: dayState, events, from, to, ...rest }) => ({
      date, state: dayState, count: events, filter: searchOf({ ...period, from: new Date(from), to: new Date(to) }).toString(), by: rest.by, seconds: rest.seconds, openItems: rest.openItems, late: rest.late, signOffs: rest.signOffs,
    })),
    signOffs: await toldSignOffs(store, overlapping, { signOffs: state.signOffs, batch }, options),
    decisions,
    exceptions: {
      missingDays: days.filter((each) => each.state === 'missing' || each.state === 'partly').map(({ date }) => date),
      late: days.reduce((sum, { late }) => sum + late, 0),
      leftOpen: [...new Map(overlapping.flatMap(({ open }) => open).map((item) => [item.id, item])).values()].filter(({ id }) => !decisionOn(state, id)),
      escalated: escalations(state).filter(({ item, escalation }) => isOf(period, item.filter, escalation.at)).map(({ item, escalation: { by, at, note } }) => ({ item, by, at, note: note ?? null })),
      closed: state.closed.filter(({ item, at }) => isOf(period, item.filter, at)).map(({ item, by, at, note }) => ({ item, by, at, note })),
    },
    expectations: await expectationsOf(store, state, period, options),
  }
}

const tooNew = (parameter: string, value: number) =>
  new Failure({ title: 'Not there yet', status: 400, detail: `There is no ${parameter === 'entry' ? 'entry of the journal' : 'batch of records'} ${value}.`, parameter, todo: 'Leave it out to have the report as of now.' })

const overlaps = (period: FixedFilter, { from, to }: { from: string; to: string }) => Date.parse(from) < period.to.getTime() && Date.parse(to) > period.from.getTime()

/** Whether an item is of a period: by the span of its Filter or, where that has no fixed one, by when it was decided. */
function isOf(period: FixedFilter, query: string, at: string): boolean {
  try {
    const { from, to } = filterFrom(query)
    if (from?.kind === 'instant' && to?.kind === 'instant') return overlaps(period, { from: new Date(from.seconds * 1000).toISOString(), to: new Date(to.seconds * 1000).toISOString() })
  } catch (error) {
    if (!(error instanceof BadParameter)) throw error
  }
  return overlaps(period, { from: at, to: new Date(Date.parse(at) + 1).toISOString() })
}

function decisionsOf(entries: readonly Entry[], state: State, isMeant: (decision: EntryOf<'decision'>) => boolean): Report['decisions'] {
  const standing = new Set([...state.items.values()].flatMap(({ decisions }) => decisions.map(({ seq }) => seq)))
  return entries.flatMap((entry) =>
    entry.kind === 'decision' && isMeant(entry) ? [{ seq: entry.seq, item: entry.item, verdict: entry.verdict, by: entry.by, at: entry.at, note: entry.note ?? null, undone: !standing.has(entry.seq) }] : [])
}

/** Expectations that hold in the period, each with the events of it that it covers. */
async function expectationsOf(store: ReviewedStore, state: State, period: FixedFilter, options: QueryOptions): Promise<Report['expectations']> {
  const told = [...state.expectations.values()].map(async (each) => {
    const covered = coveredBy(store, each)
    const [from, to] = [new Date(Math.max(covered.from.getTime(), period.from.getTime())), new Date(Math.min(covered.to.getTime(), period.to.getTime()))]
    if (from >= to) return []
    const narrowed: FixedFilter = { ...covered, from, to, choices: { ...period.choices, ...covered.choices } }
    const { seq, filter, from: since, until, reason, owner, by } = each.given
    return [{ seq, filter, from: since, until, reason, owner, by, events: { count: await total(store.engine, narrowed, await actorKeys(store.engine, narrowed, options), options), filter: searchOf(narrowed).toString() } }]
  })
  return (await Promise.all(told)).flat()
}
