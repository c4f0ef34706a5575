import 'server-only'
import { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import { Failure } from '@/lib/api/failure'
import type { SignOff, signOffContract, signOffsContract } from '@/lib/api/sign-offs'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { all, joined, sql } from '@/lib/engine/sql'
import { searchOf, withChoice, type FixedFilter } from '@/lib/filter/filter'
import { where } from '@/lib/filter/sql'
import { literal } from '@/lib/filter/spelling'
import { isZone } from '@/lib/filter/zone'
import type { EntryOf, What } from '@/lib/journal/entry'
import { segmentsOf } from '@/lib/journal/signed'
import { decisionOn, type State } from '@/lib/journal/state'
import { isExpected } from './expectations'
import { leading } from './leading'
import type { Question } from './question'
import type { ReviewedStore, Store } from './store'

/** The events of a period and its accounts. */
export function periodFilter({ period: { from, to, tz }, accounts }: Pick<EntryOf<'sign-off'>, 'period' | 'accounts'>, store: Store, arrived?: string): FixedFilter {
  return {
    from: secondOf(from), to: secondOf(to), tz, covers: store.covers(),
    choices: {
      ...(accounts.length > 0 && { account: { include: accounts.map(literal), exclude: [] } }),
      ...(arrived !== undefined && { arrived: { include: [arrived], exclude: [] } }),
    },
  }
}

/** The store keeps whole seconds. */
const secondOf = (time: string) => new Date(Math.floor(Date.parse(time) / 1000) * 1000)

/** A stretch of a signed period, and what of it arrived too late. */
export interface LateAsked {
  filter: FixedFilter
  batch: number
}

const most = 50

/** How many records of each stretch arrived after the batch that was the last when it was signed. */
export async function lateRecords(engine: Engine, asked: readonly LateAsked[], options: QueryOptions): Promise<number[]> {
  const counts = asked.map(() => 0)
  for (let start = 0; start < asked.length; start += most) {
    const parts = asked.slice(start, start + most).map(({ filter, batch }, index) => sql`
      SELECT ${start + index} AS place, count() AS late FROM events WHERE ${all([where(filter, new Map()), sql`batch > ${batch}`])}`)
    const rows = await engine.rows(z.object({ place: z.int(), late: z.int() }), joined(parts, sql` UNION ALL `), options)
    for (const { place, late } of rows) counts[place] = late
  }
  return counts
}

/** Who signed what, newest first, and what came of it since. */
export async function signOffs({ store, takes: { limit, late }, options }: Question<typeof signOffsContract, ReviewedStore>): Promise<Answer<typeof signOffsContract>> {
  const { journal } = store
  const entered = journal.state().signOffs
  const told = await toldSignOffs(store, entered.slice(-limit).reverse(), { signOffs: entered }, options)
  return { version: journal.version(), total: entered.length, signOffs: late === undefined ? told : told.filter((each) => each.late > 0) }
}

/** What is known when something is told: the sign-offs that were entered, and the batches of records that had come. */
export interface Known {
  signOffs: readonly EntryOf<'sign-off'>[]
  /** All, if left out. */
  batch?: number
}

/** The same Filter over no more than the records of these batches. */
export const upTo = (filter: FixedFilter, batch: number | undefined): FixedFilter => (batch === undefined ? filter : withChoice(filter, 'arrived', { include: [`until:${batch}`], exclude: [] }))

/** Sign-offs as the API tells them. */
export async function toldSignOffs(store: ReviewedStore, entries: readonly EntryOf<'sign-off'>[], { signOffs: entered, batch: last }: Known, options: QueryOptions): Promise<SignOff[]> {
  const { engine, journal } = store
  // Where somebody signed again later, what arrived before that was seen then.
  const stretches = entries.flatMap((entry, index) =>
    segmentsOf(entered, Date.parse(entry.period.from), Date.parse(entry.period.to), entry.accounts)
      .filter(({ signOff }) => signOff?.seq === entry.seq)
      .map(({ from, to }) => ({ index, batch: entry.batch, filter: upTo({ ...periodFilter(entry, store), from: new Date(from), to: new Date(to) }, last) })))
  const counts = await lateRecords(engine, stretches, options)
  const hashes = new Map(journal.written().map(({ entry, hash }) => [entry.seq, hash]))
  return entries.map((entry, index) => {
    const { seq, at, by, period, accounts, counts: counted, batch, decided, open, coverage, seconds, note } = entry
    return {
      seq, hash: hashes.get(seq) ?? '', at, by, period, accounts, counts: counted, batch, decided, open, coverage, seconds, note: note ?? null,
      filter: searchOf(periodFilter(entry, store, `until:${batch}`)).toString(),
      late: stretches.reduce((sum, stretch, place) => (stretch.index === index ? sum + (counts[place] ?? 0) : sum), 0),
      lateParts: latePartsOf(stretches.flatMap(({ index: of, filter }, place) => (of === index ? [{ from: filter.from, to: filter.to, late: counts[place] ?? 0 }] : []))).map((part) => ({
        from: part.from.toISOString(), to: part.to.toISOString(), late: part.late,
        filter: searchOf({ ...periodFilter(entry, store, `after:${batch}`), from: part.from, to: part.to }).toString(),
      })),
    }
  })
}

interface LatePart {
  from: Date
  to: Date
  late: number
}

/** Stretches of a period that follow upon each other are one; in between, a later sign-off has seen what arrived. Those without late records are left out. */
function latePartsOf(stretches: readonly LatePart[]): LatePart[] {
  const parts: LatePart[] = []
  for (const stretch of stretches) {
    const last = parts.at(-1)
    if (last && last.to.getTime() === stretch.from.getTime()) parts.splice(-1, 1, { from: last.from, to: stretch.to, late: last.late + stretch.late })
    else parts.push(stretch)
  }
  return parts.filter(({ late }) => late > 0)
}

/**
 * Signs a period off.
 * @throws Failure 400 if the period is none, 409 if somebody signed it meanwhile
 */
export async function signOff({ store, sent, options }: { store: ReviewedStore; sent: z.output<typeof signOffContract.sends>; options: QueryOptions }): Promise<Answer<typeof signOffContract>> {
  const { engine, journal } = store
  const { by, from, to, tz, accounts, items, startedAt, note, saw } = sent
  if (!isZone(tz)) throw refused('tz', 'It is no IANA time zone.')
  if (Date.parse(from) >= Date.parse(to)) throw refused('to', 'The period ends before it begins.')
  if (Date.parse(to) > Date.now() + 1_000) throw refused('to', 'The period has not ended yet.')
  const batch = store.version()
  const period = { from: secondOf(from).toISOString(), to: secondOf(to).toISOString(), tz }
  const filter = periodFilter({ period, accounts }, store)
  const [{ distinct, everything }, [expected], cover] = await Promise.all([
    leading(engine, filter, new Map(), 'identity', 1, options),
    engine.rows(z.object({ n: z.int() }), sql`SELECT count() AS n FROM events WHERE ${all([where(filter, new Map()), await isExpected(store, options)])}`, options),
    store.coverage(filter, { by: 'day', limit: 0 }),
  ])
  const counts = { events: everything, identities: distinct, expected: expected?.n ?? 0 }
  const coverage = { completeTo: cover.completeTo, spans: cover.whole }
  const seconds = startedAt === undefined ? null : Math.max(0, Math.round((Date.now() - Date.parse(startedAt)) / 1000))
  const entry = await journal.append(by, (state): What => {
    const other = saw === undefined ? undefined : state.signOffs.find((each) => each.seq > saw && Date.parse(each.period.from) < Date.parse(to) && Date.parse(each.period.to) > Date.parse(from))
    if (other) throw new Failure({ title: 'Somebody signed it meanwhile', status: 409, detail: `${other.by} signed ${other.period.from} to ${other.period.to} at ${other.at}.`, todo: 'Look at the calendar. Sign again if there is something to add: both are kept.' })
    return { kind: 'sign-off', period, accounts, counts, batch, ...split(state, items), coverage, seconds, ...(note !== undefined && { note }) }
  })
  if (entry.kind !== 'sign-off') throw new Error('what was entered is a sign-off')
  const [told] = await toldSignOffs(store, [entry], { signOffs: journal.state().signOffs }, options)
  if (!told) throw new Error('one entry is told as one')
  return { version: journal.version(), signOff: told }
}

/** Items by whether a decision holds on them. */
function split(state: State, items: z.output<typeof signOffContract.sends>['items']) {
  const decided = items.flatMap((each) => {
    const decision = decisionOn(state, each.id)
    return decision ? [{ ...each, verdict: decision.verdict, by: decision.by, at: decision.at, ...(decision.note !== undefined && { note: decision.note }) }] : []
  })
  return { decided, open: items.filter(({ id }) => !decisionOn(state, id)) }
}

const refused = (parameter: string, detail: string) => new Failure({ title: 'This period cannot be signed', status: 400, detail, parameter, todo: 'Choose a period that has ended.' })
