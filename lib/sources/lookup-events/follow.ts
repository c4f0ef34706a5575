import { setTimeout } from 'node:timers/promises'
import { writeReach, writeRecords, type Stream } from './cache'
import type { LookedUp } from './page'
import { alarm, backoff, bell, type Pace } from '../pace'
import type { StreamState } from '../live-source'
import { covered, nextOf, withSpan, type Span } from './reach'
import { troubleOf } from '../aws-trouble'
import { lastingWait, lookEvery, quiet } from '../waits'

const day = 86_400
/** A margin at the far end of the ninety days of LookupEvents: what lies there falls out of reach while it is asked for. */
const margin = 300

/** Events come up to a quarter of an hour late: so far back each look goes again. */
const overlap = 20 * 60
/** Some come hours late: so far back one look an hour goes again. */
const longOverlap = 6 * 3_600
const longLookEvery = 3_600
/** Pages of an overlap that one look may take: in a busy account the rest is left to the long look, and that to S3. */
const overlapPages = { short: 20, long: 1_200 }
/** Days fetched side by side: one waits for an answer while the others ask. */
const sideBySide = 3

/** Records of a file, and milliseconds that they wait to be written: the first page of all is written at once. */
const fileRecords = 1_000
const fileWait = 4_000

/** Asks for one page, newest first. */
export type AskPage = (span: Span, token: string | undefined, signal: AbortSignal) => Promise<{ events: LookedUp[]; token: string | undefined }>

export interface Following {
  ask: AskPage
  pace: Pace
  /** Where records and what was fetched of them are written. */
  folders: { records: string; reach: string }
  stream: Stream
  /** What was fetched before. */
  reach: readonly Span[]
  /** How many days back; LookupEvents goes ninety. */
  days: number
  /** Told when a file of records is written. */
  onFile: () => void
  /** Milliseconds since 1970, by the clock of AWS. */
  now?: () => number
}

export interface Follower {
  state(): StreamState
  /** All that is fetched without a gap. */
  spans(): readonly Span[]
  /** Looks for what is new now. */
  look(): void
  /** Fetches a span, newest first, before what else is missing; what is fetched already is fetched again. */
  fetchSpan(span: Span): void
  /** Ends when the signal is aborted. */
  run(signal: AbortSignal): Promise<void>
}

/**
 * Follows one stream of events: fetches what is newest first, then back as many days as it is told, and all the while looks for what
 * is new. What was fetched is written down as it comes, so that another start goes on from there.
 */
export function follow({ ask, pace, folders, stream, reach: before, days, onFile, now = Date.now }: Following): Follower {
  const where = `account ${stream.account}, ${stream.region}`
  let reach = [...before]
  let failures = 0
  const counts = { requests: 0, fetched: 0 }
  /** What stands in the way of asking. */
  let problem: string | undefined
  /** What waits to be written, and what stands in its way. */
  const unwritten = new Map<() => Promise<void>, string>()
  let saving = Promise.resolve()
  /** Ids of the events that were fetched of late: overlaps bring them again. */
  const seen = new Map<string, number>()
  /** What is being fetched, so that nobody else fetches it. */
  const taken = new Set<Span>()
  const nextLook = alarm()
  /** Ends the waits for the next try. */
  const retry = bell()
  /** Spans that a person asked for, a day at most each, in the order in which they are fetched. */
  const asked: Span[] = []

  const seconds = () => Math.floor(now() / 1_000)
  /** What AWS has, up to what is fetched last; what is newer is a matter of the next look. */
  const whole = (): Span => ({ from: seconds() - days * day + margin, to: reach.at(-1)?.to ?? seconds() })

  /** One page, however long it takes; undefined if its token has expired. */
  const page = async (span: Span, token: string | undefined, signal: AbortSignal) => {
    for (;;) {
      await pace.turn(signal)
      counts.requests += 1
      const begun = performance.now()
      try {
        const answer = await ask(span, token, signal)
        failures = 0
        problem = undefined
        return answer
      } catch (error) {
        signal.throwIfAborted()
        const trouble = troubleOf(error, 'cloudtrail:LookupEvents', where)
        if (trouble.kind === 'token' && token !== undefined) return undefined
        failures += 1
        const isLasting = trouble.kind === 'denied' || trouble.kind === 'credentials'
        // What passes at the next try is nobody's business.
        if (failures > 1 || isLasting || performance.now() - begun > quiet) problem = trouble.message
        if (trouble.kind === 'throttled') pace.hold(backoff(failures))
        else await retry.wait(isLasting ? lastingWait : backoff(failures), signal)
      }
    }
  }

  const save = async (span: Span, signal: AbortSignal) => {
    // What was asked for by a clock that went ahead of AWS's is not known so far.
    reach = withSpan(reach, { from: span.from, to: Math.min(span.to, seconds()) })
    // One after the other: several spans are fetched side by side.
    saving = saving.then(() => patiently(() => writeReach(folders.reach, stream, reach), signal))
    await saving
  }
  /** A disk may be full for a while; nothing that was fetched is given up for that. */
  const patiently = async (write: () => Promise<void>, signal: AbortSignal) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await write()
        unwritten.delete(write)
        return
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
        unwritten.set(write, `What was fetched of ${where} cannot be written (${code === 'ENOSPC' ? 'the disk is full' : code}). Make room in ${folders.records}; it is tried again by itself.`)
        await retry.wait(backoff(tries), signal)
      }
    }
  }

  /** Fetches a span, newest first; `pages` ends it early, which leaves what lies before to another time. */
  const fetch = async (span: Span, signal: AbortSignal, { pages = Infinity, isNew = true } = {}) => {
    if (span.from > span.to) return
    if (!isNew) return fetchPages(span, signal, pages, false)
    taken.add(span)
    try {
      await fetchPages(span, signal, pages, true)
    } finally {
      taken.delete(span)
    }
  }

  const fetchPages = async (span: Span, signal: AbortSignal, pages: number, isNew: boolean) => {
    let token: string | undefined
    let end = span.to
    let held: LookedUp[] = []
    let since = 0
    let oldest: number | undefined
    const flush = async () => {
      if (held.length > 0) {
        const records = held
        held = []
        await patiently(() => writeRecords(folders.records, stream, records[0]?.time ?? span.to, records.map(({ raw }) => raw)), signal)
        onFile()
      }
      // Of the second that was reached, more may follow on the next page.
      if (isNew && oldest !== undefined && oldest < span.to) await save({ from: oldest + 1, to: span.to }, signal)
    }
    for (let count = 0; count < pages; count += 1) {
      const answer = await page({ from: span.from, to: end }, token, signal)
      if (answer === undefined) {
        token = undefined
        end = oldest ?? end
        continue
      }
      const fresh = answer.events.filter(({ id }) => id === '' || !seen.has(id))
      for (const { id, time = span.from } of fresh) if (time > seconds() - longOverlap * 2) seen.set(id, time)
      if (held.length === 0) since = now()
      held.push(...fresh)
      counts.fetched += fresh.length
      oldest = answer.events.at(-1)?.time ?? oldest
      if (held.length >= fileRecords || now() - since > fileWait || reach.length === 0) await flush()
      token = answer.token
      if (token === undefined) {
        await flush()
        if (isNew) await save(span, signal)
        return
      }
    }
    await flush()
  }

  /** What has come since the last look, and what may have come late. */
  const lookAhead = async (signal: AbortSignal) => {
    let longLook = seconds()
    while (!signal.aborted) {
      const to = seconds()
      const last = reach.at(-1)
      // What lies further back than a day is looked for with the rest of the past.
      const from = last === undefined ? to - overlap : Math.max(last.to + 1, to - day)
      await fetch({ from, to }, signal)
      if (last !== undefined) await fetch({ from: to - overlap, to: from - 1 }, signal, { pages: overlapPages.short, isNew: false })
      if (to - longLook >= longLookEvery) {
        longLook = to
        await fetch({ from: to - longOverlap, to: to - overlap }, signal, { pages: overlapPages.long, isNew: false })
      }
      for (const [id, time] of seen) if (time < to - longOverlap * 2) seen.delete(id)
      await nextLook.wait(lookEvery, signal)
    }
  }

  /** What is missing of these days, newest first. */
  const lookBack = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const next = asked.shift() ?? (reach.length > 0 ? nextOf(whole(), [...reach, ...taken]) : undefined)
      if (next === undefined) {
        await setTimeout(1_000, undefined, { signal })
        continue
      }
      await fetch(next, signal)
    }
  }

  return {
    state: () => ({ stream, share: reach.length > 0 ? covered(whole(), reach) / (whole().to - whole().from + 1) : 0, reach: reach.at(-1), ...counts, unit: 'events', problem: [...unwritten.values()][0] ?? problem }),
    spans: () => reach,
    look() {
      retry.ring()
      nextLook.ring()
    },
    fetchSpan({ from, to }) {
      const first = Math.max(from, whole().from)
      for (let end = Math.min(to, seconds()); end >= first; end -= day) asked.push({ from: Math.max(first, end - day + 1), to: end })
    },
    async run(signal) {
      const untilAborted = (work: Promise<void>) =>
        work.catch((error: unknown) => {
          if (!signal.aborted) throw error
        })
      await Promise.all([lookAhead(signal), ...Array.from({ length: sideBySide }, () => lookBack(signal))].map(untilAborted))
    },
  }
}
