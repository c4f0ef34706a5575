import 'server-only'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Answer, Takes } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import type { healthContract } from '@/lib/api/health'
import type { sourcesContract } from '@/lib/api/sources'
import { settingsFrom, type Settings } from '@/lib/config/settings'
import { openChdb } from '@/lib/engine/chdb'
import type { Engine } from '@/lib/engine/engine'
import { migrate } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import type { Covered, FixedFilter } from '@/lib/filter/filter'
import { openJournal, type Journal } from '@/lib/journal/journal'
import { keptAnswers } from '@/lib/queries/kept'
import { reviewAhead } from '@/lib/queries/review/ahead'
import type { TeamStore } from '@/lib/queries/store'
import { sharedQueues } from '@/lib/sources/s3/shared-queues'
import { openSavedViews, type SavedViews } from '@/lib/views/saved-views'
import type { Loading } from './batch'
import { deskCoverage } from './desk-coverage'
import { limitCache } from './cache-limit'
import { claimDataFolder } from './data-folder'
import { isoOf, spanOf, startFeed, type Feed } from './feed'
import { openLedger } from './ledger'
import { judgeAgain, wasJudgedBy } from './judge-again'
import { reconcile } from './reconcile'
import { keepFor } from './retention'
import { nameAgents, ruleKeeper } from './rule-keeper'
import { rollupKeeper } from './rollup-keeper'
import { notRead } from './not-read'
import { openPausedSources } from './paused-sources'
import { recover } from './settle'
import { storedFiles } from './stored-files'
import { openStagingFolder } from './staging-folder'
import { nothing, talliesOf, tallyOf, type SourceTally } from './tallies'
import { writerOf } from './writer'

export type Health = Answer<typeof healthContract>

/** What keeps the store from being open, and how much of it is done, 0 to 1. */
export interface Opening {
  words: string
  progress: number
}

/** The store, what fills it, and how far that has come. */
export interface Desk extends TeamStore {
  views: SavedViews
  health(): Health
  sources(limit: number): Answer<typeof sourcesContract>
  /** How complete the store is in a Filter's span. */
  coverage(filter: FixedFilter, takes: Takes<typeof coverageContract>): Promise<Answer<typeof coverageContract>>
  /** Looks at a source now; false if there is none of this name. */
  sync(name: string): boolean
  /** Pauses a source or lets it go on; answers since when it is paused, or undefined if there is none of this name. */
  setPaused(name: string, isPaused: boolean): { pausedSince: string | null } | undefined
  /** Fetches what a source has of a span, in seconds since 1970; undefined if there is none of this name. */
  fetch(name: string, span: { from: number; to: number }): { started: boolean } | undefined
  /** Ends loading: from then on nothing is written, and the process may be ended in whatever way. */
  finish(): Promise<void>
  /** Ends loading and closes the store. */
  close(): Promise<void>
}

/**
 * Opens the store of a data folder and begins to fill it.
 * @param onBatch is told whenever a batch has come to count
 * @param onOpening is told how much is done of what takes its time before pages are served
 * @throws Error, in words for people
 */
export async function openDesk(settings: Settings, onBatch: (desk: Desk) => void = () => undefined, onOpening: (opening: Opening) => void = () => undefined): Promise<Desk> {
  const claimed = claimDataFolder(settings)
  const engine = openChdb({ folder: join(settings.data, 'store') })
  let journal: Journal | undefined
  try {
    await migrate(engine)
    // The engine's lock keeps others off the folder, and with it off the journal.
    journal = await openJournal(settings.data)
    return await filled(engine, journal, { ...settings, ...claimed }, onBatch, onOpening)
  } catch (error) {
    await journal?.close()
    await engine.close()
    throw error
  }
}

async function filled(engine: Engine, journal: Journal, settings: Settings & { problems: string[] }, onBatch: (desk: Desk) => void, onOpening: (opening: Opening) => void): Promise<Desk> {
  const rules = ruleKeeper(engine, journal, settings.rules)
  const stored = storedFiles()
  const ledger = openLedger(settings.data, stored.add)
  const staging = openStagingFolder(settings.data)
  const loading: Loading = { engine, catalogue: rules.catalogue(), ledger, staging }
  await recover(loading)
  await reconcile(engine, ledger)
  await nameAgents(engine, rules.catalogue())
  if (!wasJudgedBy(settings.data, rules.catalogue())) {
    await judgeAgain(loading, settings.data, (progress) => onOpening({ progress, words: 'What is risky has changed, so every stored event is judged again' }))
  }

  const span = z.object({ from: z.int(), to: z.int(), count: z.int() })
  let covers: (z.infer<typeof span> & Covered) | undefined
  let tallies = new Map<string, SourceTally>()
  // Not that of the ledger, which counts a batch before it is in place: what was asked then would pass for what is stored after.
  let version = ledger.batch()
  const refresh = async () => {
    const [row] = await engine.rows(span, sql`
      SELECT toUnixTimestamp(min(time)) AS from, toUnixTimestamp(max(time)) AS to, count() AS count FROM events`)
    covers = row?.count ? row : undefined
    tallies = talliesOf(ledger, covers)
    version = ledger.batch()
  }
  await refresh()

  const shared = {
    engine, ledger, staging, stored, paused: openPausedSources(settings.data), queues: sharedQueues(), writer: writerOf(engine),
    get catalogue() {
      return rules.catalogue()
    },
  }
  const pathOf = (file: number) => ledger.file(file)?.path ?? ''
  let feeds: readonly Feed[] = []
  const isStoring = () => feeds.some((feed) => feed.isStoring())
  const rollup = rollupKeeper(engine, shared.writer, covers === undefined, isStoring, () => (covers = covers && { ...covers, isRolledUp: true }))
  if (covers) rollup.changed(false)
  const { config, problems } = settings
  const views = openSavedViews(settings.data)
  const configured = [...(views.problem === undefined ? [] : [views.problem]), ...(config?.problems.map(({ line, message }) => `${basename(config.file)}, line ${line}: ${message}`) ?? []), ...problems]

  const desk: Desk = {
    engine,
    get catalogue() {
      return rules.catalogue()
    },
    rules: rules.rules,
    journal,
    kept: keptAnswers(),
    views,
    pathOf,
    covers: () => covers,
    version: () => version,
    health: () => ({
      ready: true,
      loading: feeds.some((feed) => feed.isLoading()),
      ...tallyOf(tallies.values()),
      progress: progressOf(feeds),
      newest: covers ? isoOf(covers.to) : null,
      version: version + rules.judgings(),
      journal: journal.version(),
      judging: rules.rules.judging(),
      // What stands in the way of several is told once.
      problems: [...new Set([
        // The first is on every page: a line of the configuration that is known to be wrong must not stand before a trail that stopped.
        ...journal.problems(), ...feeds.flatMap((feed) => feed.silences()), ...feeds.flatMap((feed) => feed.problems()), ...keeping.problems(), ...rules.problems(), ...configured,
      ])],
    }),
    sources(limit) {
      const quarantine = ledger.quarantine()
      const noted = [...ledger.files()].filter(({ note }) => note !== undefined)
      return {
        sources: feeds.map((feed) => {
          const { covers: its, ...tally } = tallies.get(feed.name) ?? nothing()
          return { ...feed.state(), covers: its && spanOf(its), tally }
        }),
        quarantine: { total: quarantine.length, entries: quarantine.slice(0, limit).map(({ file, ...piece }) => ({ file: pathOf(file), ...piece })) },
        withoutRecords: { total: noted.length, files: noted.slice(0, limit).map(({ path, note }) => ({ file: path, reason: note ?? '' })) },
        ...notRead(feeds, limit),
        differing: {
          total: ledger.differing().length,
          entries: ledger.differing().slice(-limit).reverse().map(({ file, eventID }) => ({ file: pathOf(file), eventID })),
        },
        rules: rules.written(),
        config: { file: config?.file ?? null, problems: [...(config?.problems ?? [])] },
      }
    },
    coverage: deskCoverage(engine, stored, () => feeds.map((feed) => feed.atWork()), () => covers, settings.keep),
    sync(name) {
      const feed = feeds.find((each) => each.name === name)
      feed?.look()
      return feed !== undefined
    },
    setPaused(name, isPaused) {
      const feed = feeds.find((each) => each.name === name)
      if (isPaused) feed?.pause()
      else feed?.resume()
      return feed && { pausedSince: shared.paused.since(name) ?? null }
    },
    fetch(name, span) {
      const feed = feeds.find((each) => each.name === name)
      return feed && { started: feed.fetch(span) }
    },
    async finish() {
      await Promise.all([ahead.stop(), keeping.stop(), rules.stop(), stopLimiting(), ...feeds.map((feed) => feed.stop())])
      await rollup.stop()
      await journal.close()
      staging.close()
    },
    async close() {
      await desk.finish()
      await engine.close()
    },
  }
  const hasCounted = async (isRolledUp: boolean) => {
    let isTold = false
    try {
      await refresh()
      isTold = true
    } finally {
      rollup.changed(isTold && isRolledUp)
    }
    onBatch(desk)
  }
  feeds = settings.sources.map((source) => startFeed(shared, source, settings.data, hasCounted))
  const stopLimiting = limitCache(ledger, settings.data, settings.sources, settings.cacheBytes)
  const keeping = keepFor(shared, settings.keep, hasCounted)
  rules.keep(shared, settings.data, () => hasCounted(false))
  const ahead = reviewAhead(desk, () => rules.rules.judging() !== null || feeds.some((feed) => feed.isLoading()))
  return desk
}

/** The share of all that the sources have, each counted alike; null if one cannot tell yet. */
function progressOf(feeds: readonly Feed[]): number | null {
  const shares = feeds.map((feed) => feed.progress())
  if (shares.length === 0) return 1
  return shares.reduce((sum, share) => (sum === null || share === null ? null : sum + share / shares.length), 0)
}

// ——— The one desk of this process ———

interface DeskOfProcess {
  opening: Promise<Desk>
  doing: Opening | undefined
  open: Desk | undefined
  problem: string | undefined
}

declare global {
  /** Survives the reloading of modules in development: the store can be open once only. */
  var traildesk: DeskOfProcess | undefined
}

/**
 * The desk of this process, opened at the first call.
 * @throws Error, in words for people, if it cannot be opened
 */
export function desk(onBatch?: (desk: Desk) => void, onOpening?: (opening: Opening) => void): Promise<Desk> {
  if (globalThis.traildesk) return globalThis.traildesk.opening
  const tell = (doing: Opening) => {
    held.doing = doing
    onOpening?.(doing)
  }
  const opening = Promise.resolve().then(() => openDesk(settingsFrom(process.env), onBatch, tell))
  const held: DeskOfProcess = { opening, doing: undefined, open: undefined, problem: undefined }
  globalThis.traildesk = held
  opening.then(
    (open) => {
      held.open = open
    },
    (error: unknown) => {
      held.problem = error instanceof Error ? error.message : String(error)
    },
  )
  return opening
}

/** The desk of this process, if it is open. */
export const openedDesk = (): Desk | undefined => globalThis.traildesk?.open

/** How the desk is, without waiting for it to open. */
export function deskHealth(): Health {
  const held = globalThis.traildesk
  if (held?.open) return held.open.health()
  return {
    ready: false,
    loading: held?.problem === undefined,
    delivered: 0,
    records: 0,
    duplicates: 0,
    quarantined: 0,
    progress: held?.doing?.progress ?? null,
    newest: null,
    version: 0,
    journal: 0,
    judging: null,
    problems: [held?.problem ?? (held?.doing ? `${held.doing.words}.` : 'The store is being opened.')],
  }
}
