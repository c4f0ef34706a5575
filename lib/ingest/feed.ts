import 'server-only'
import { join } from 'node:path'
import type { SourceState } from '@/lib/api/sources'
import type { SourceSettings } from '@/lib/config/source-settings'
import { folderSource } from '@/lib/sources/folder/folder'
import { gateThat, type Gate } from '@/lib/sources/gate'
import type { LiveSource, QueueState } from '@/lib/sources/live-source'
import { lookupEventsSource } from '@/lib/sources/lookup-events/lookup-events'
import { bucketSource } from '@/lib/sources/s3/bucket'
import type { SharedQueues } from '@/lib/sources/s3/shared-queues'
import type { Source } from '@/lib/sources/trail-file'
import { startLoader, type OnBatch, type Shared } from './loader'
import { meter } from './meter'
import type { PausedSources } from './paused-sources'
import { silenceInWords, silentTrails } from './silent-trails'
import type { StoredFiles } from './stored-files'
import type { AtWork } from './witnesses'

/** A source at work, and the loader that keeps the store in step with it. */
export interface Feed {
  name: string
  /** Looks for what is new now. */
  look(): void
  /** Whether something is left to do of what the source has. */
  isLoading(): boolean
  /** Whether batches of it are on their way into the store. */
  isStoring(): boolean
  /** Of what it has, how much is read: 0 to 1; null if that cannot be told yet. */
  progress(): number | null
  /** What stands in its way, and what to do. */
  problems(): string[]
  /** Where a trail has stopped, in words. */
  silences(): string[]
  pause(): void
  /** Goes on where it was paused. */
  resume(): void
  /** Fetches what there is of a span, in seconds since 1970; false if there is nothing to fetch. */
  fetch(span: { from: number; to: number }): boolean
  /** What it is doing and knows, of which its coverage is told. */
  atWork(): AtWork
  /** What is told of it, but for what the ledger knows. */
  state(): Omit<SourceState, 'covers' | 'tally'>
  stop(): Promise<void>
}

/**
 * Begins to read a source. What it fetches lies in the data folder under its name: copies in `cache`, how far it came beside it.
 */
export function startFeed(shared: Shared & { stored: StoredFiles; paused: PausedSources; queues: SharedQueues }, settings: SourceSettings, data: string, onBatch: OnBatch): Feed {
  const { paused } = shared
  const gate = gateThat(paused.since(settings.name) === undefined)
  const { source, live } = sourceOf(settings, data, gate, shared.queues)
  const loader = startLoader(shared, source, onBatch, gate)
  const isLoading = () => loader.isBusy() || (gate.isOpen() && live !== undefined && live.share() < 1)
  const { read } = meter()
  const atWork = (): AtWork => ({ source, evidence: live?.evidence(), progress: loader.progress(), stored: shared.stored.of(source.name), isPaused: !gate.isOpen() })
  const silent = () => silentTrails(atWork(), Date.now() / 1_000)
  return {
    name: source.name,
    look() {
      live?.lookNow()
      loader.look()
    },
    isLoading,
    isStoring: () => loader.isBusy(),
    progress() {
      const { bytes } = loader.progress()
      if (!gate.isOpen()) return 1
      return live?.share() ?? (bytes.found > 0 ? Math.min(1, bytes.read / bytes.found) : isLoading() ? null : 1)
    },
    problems() {
      const { problem } = loader.progress()
      if (!gate.isOpen()) return [`“${source.name}” is paused: nothing new of it is fetched or read. Resume it under Sources.`]
      return [...(problem === null ? [] : [problem]), ...new Set(live?.problems())]
    },
    silences: () => silenceInWords(silent()),
    pause() {
      paused.pause(source.name)
      gate.close()
    },
    resume() {
      paused.resume(source.name)
      gate.open()
      live?.lookNow()
      loader.look()
    },
    fetch(span) {
      if (live === undefined || !gate.isOpen()) return false
      live.fetchSpan(span)
      return true
    },
    atWork,
    state() {
      const { files, waiting: _, skipped: __, ...rest } = loader.progress()
      const withoutRecords = [...shared.ledger.files()].filter((file) => file.source === source.name && file.note !== undefined).length
      return {
        name: source.name,
        kind: source.kind,
        location: source.location,
        ...rest,
        ...(!gate.isOpen() && { state: 'paused' }),
        troubles: gate.isOpen() ? [...new Set(live?.problems())] : [],
        pausedSince: paused.since(source.name) ?? null,
        fetching: live ? fetchingOf(live, read) : null,
        silent: silent().map(({ account, region, since }) => ({ account, region, since: isoOf(since) })),
        files: { ...files, withoutRecords },
        streams: live ? live.streams().map(({ stream, reach, problem, ...state }) => ({ ...stream, ...state, reach: reach ? spanOf(reach) : null, problem: problem ?? null })) : [],
        queue: live?.queue ? toldOf(live.queue()) : null,
      }
    },
    stop: () => loader.stop(),
  }
}

function fetchingOf(live: LiveSource, read: ReturnType<typeof meter>['read']): SourceState['fetching'] {
  const streams = live.streams()
  return { ...read(streams.reduce((sum, { fetched }) => sum + fetched, 0), live.share()), share: live.share(), unit: streams[0]?.unit ?? 'events' }
}

/** Of a queue's unreadable messages, so many are told. */
const unreadableTold = 20

const toldOf = ({ unreadable, problem, ...state }: QueueState): SourceState['queue'] => ({
  ...state,
  unreadable: { total: unreadable.length, entries: unreadable.slice(0, unreadableTold).map(({ reason, at }) => ({ reason, at: new Date(at).toISOString() })) },
  problem: problem ?? null,
})

/** A span of seconds as the API tells it. */
export const spanOf = ({ from, to }: { from: number; to: number }) => ({ from: isoOf(from), to: isoOf(to) })

/** A second as the API tells it. */
export const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString()

function sourceOf(settings: SourceSettings, data: string, gate: Gate, queues: SharedQueues): { source: Source; live?: LiveSource } {
  const folders = { copies: join(data, 'cache', settings.name), state: join(data, settings.name) }
  const fetching = (live: LiveSource) => ({ source: live, live })
  switch (settings.kind) {
    case 'lookup':
      return fetching(lookupEventsSource({ ...settings, folders, gate }))
    case 's3':
      return fetching(bucketSource({ ...settings, folders, gate, queues }))
    default:
      return { source: folderSource(settings) }
  }
}
