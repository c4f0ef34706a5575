import { setMaxListeners } from 'node:events'
import { mkdir } from 'node:fs/promises'
import type { Evidence } from './evidence'
import { folderSource } from './folder/folder'
import type { Span } from './lookup-events/reach'
import type { IsStored, Source } from './trail-file'
import { lookEvery } from './waits'

/** How far what is fetched of one account, region and kind of event has come. */
export interface StreamState {
  stream: { account: string; region: string; category: 'management' | 'insight' | 'digest' }
  /** Of what AWS has of it, as far as that is known, how much is fetched: 0 to 1. */
  share: number
  /** The newest span of time, in seconds since 1970, that is fetched without a gap. */
  reach: { from: number; to: number } | undefined
  /** Requests, and what they brought, since the start. */
  requests: number
  fetched: number
  unit: 'events' | 'objects'
  /** What stands in the way; undefined once a request succeeds. */
  problem: string | undefined
}

/** How far the queue that tells of new objects is read, since the start. */
export interface QueueState {
  url: string
  received: number
  /** Messages whose records are stored; they are deleted. */
  stored: number
  /** Messages that tell of nothing to read; they are deleted. */
  ignored: number
  /** Messages whose records are on their way. */
  waiting: number
  /** Messages that were understood in no way, or tell of what cannot be had, latest first; they stay in the queue. */
  unreadable: { reason: string; at: number }[]
  /** Other sources whose objects it tells of, too: all that is counted is of all. */
  sharedWith: string[]
  /** What stands in the way; undefined once a request succeeds. */
  problem: string | undefined
}

/** A source that fetches from AWS: what it fetched lies in a folder, from which it is read. */
export interface LiveSource extends Source {
  streams(): StreamState[]
  /** Of all that AWS has, how much is fetched: 0 to 1. */
  share(): number
  problems(): string[]
  /** What it knows of the hours that it covers. */
  evidence(): Evidence
  /** The queue that tells it of new objects, if there is one. */
  queue?(): QueueState
  /** Looks for what is new now. */
  lookNow(): void
  /** Fetches what there is of a span, in seconds since 1970, before anything else. */
  fetchSpan(span: Span): void
}

/** The folder that a source fetches into, which is there again when somebody deletes it: what was read of it stays read. */
export function fetchedFolder(settings: { name: string; kind: Source['kind']; folder: string }): Omit<Source, 'watch'> {
  const files = folderSource(settings)
  return {
    ...files,
    async look(signal) {
      await mkdir(settings.folder, { recursive: true, mode: 0o700 })
      return files.look(signal)
    },
  }
}

/**
 * Fetches all the while, and tells of each file. The folder that is fetched into is not watched: whoever fetches knows what came, and a watch
 * of a hundred thousand files costs more than all else.
 * @param run fetches until its signal is aborted
 * @param onEnd is told the name of the error if it ends before
 */
export const fetching =
  (run: (tell: () => void, signal: AbortSignal, isStored: IsStored) => Promise<void>, onEnd: (name: string) => void): Source['watch'] =>
  (tell, isStored) => {
    // For what others changed in it.
    const often = setInterval(() => tell(false), lookEvery)
    const stopped = new AbortController()
    // All that runs side by side listens to it.
    setMaxListeners(0, stopped.signal)
    run(() => tell(true), stopped.signal, isStored).catch((error: unknown) => {
      if (!stopped.signal.aborted) onEnd(error instanceof Error ? error.name : 'unknown error')
    })
    return () => {
      stopped.abort()
      clearInterval(often)
    }
  }
