import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceState } from '@/lib/api/sources'
import type { SourceSettings } from '@/lib/config/source-settings'
import { folderSource } from '@/lib/sources/folder/folder'
import type { LiveSource, QueueState } from '@/lib/sources/live-source'
import { lookupEventsSource } from '@/lib/sources/lookup-events/lookup-events'
import { bucketSource } from '@/lib/sources/s3/bucket'
import type { Source } from '@/lib/sources/trail-file'
import { startLoader, type OnBatch, type Shared } from './loader'
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
  problems(): string[]
  /** What it is doing and knows, of which its coverage is told. */
  atWork(): AtWork
  /** What is told of it, but for what the ledger knows. */
  state(): Omit<SourceState, 'covers' | 'tally'>
  stop(): Promise<void>
}

/**
 * Begins to read a source. What it fetches lies in the data folder under its name: copies in `cache`, how far it came beside it.
 */
export function startFeed(shared: Shared & { stored: StoredFiles }, settings: SourceSettings, data: string, onBatch: OnBatch): Feed {
  const { source, live } = sourceOf(settings, data)
  const loader = startLoader(shared, source, onBatch)
  const isLoading = () => loader.isBusy() || (live !== undefined && live.share() < 1)
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
      return live?.share() ?? (bytes.found > 0 ? Math.min(1, bytes.read / bytes.found) : isLoading() ? null : 1)
    },
    problems() {
      const { problem } = loader.progress()
      return [...(problem === null ? [] : [problem]), ...new Set(live?.problems())]
    },
    atWork: () => ({ source, evidence: live?.evidence(), progress: loader.progress(), stored: shared.stored.of(source.name), isPaused: false }),
    state() {
      const { files, waiting: _, ...rest } = loader.progress()
      const withoutRecords = [...shared.ledger.files()].filter((file) => file.source === source.name && file.note !== undefined).length
      return {
        name: source.name,
        kind: source.kind,
        location: source.location,
        ...rest,
        files: { ...files, withoutRecords },
        streams: live ? live.streams().map(({ stream, reach, problem, ...state }) => ({ ...stream, ...state, reach: reach ? spanOf(reach) : null, problem: problem ?? null })) : [],
        queue: live?.queue ? toldOf(live.queue()) : null,
      }
    },
    stop: () => loader.stop(),
  }
}

/** Of a queue's unreadable messages, so many are told. */
const unreadableTold = 20

const toldOf = ({ unreadable, problem, ...state }: QueueState): SourceState['queue'] => ({
  ...state,
  unreadable: { total: unreadable.length, entries: unreadable.slice(0, unreadableTold).map(({ reason, at }) => ({ reason: reason.slice(0, 400), at: new Date(at).toISOString() })) },
  problem: problem ?? null,
})

/** A span of seconds as the API tells it. */
export const spanOf = ({ from, to }: { from: number; to: number }) => ({ from: isoOf(from), to: isoOf(to) })

/** A second as the API tells it. */
export const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString()

function sourceOf(settings: SourceSettings, data: string): { source: Source; live?: LiveSource } {
  const folders = { copies: join(data, 'cache', settings.name), state: join(data, settings.name) }
  const fetching = (live: LiveSource) => {
    mkdirSync(folders.copies, { recursive: true, mode: 0o700 })
    return { source: live, live }
  }
  switch (settings.kind) {
    case 'lookup':
      return fetching(lookupEventsSource({ ...settings, folders }))
    case 's3':
      return fetching(bucketSource({ ...settings, folders }))
    default:
      return { source: folderSource(settings) }
  }
}
