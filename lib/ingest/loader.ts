import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { EngineError } from '@/lib/engine/engine'
import type { Source, TrailFile } from '@/lib/sources/trail-file'
import { loadBatch, isFast, type FileToLoad, type Loading } from './batch'
import type { BatchEntry } from './ledger'
import { speedometer, untouched, type Progress } from './progress'
import { sniff } from './sniff'

/** Text of a batch: the first is small, so that something is on the screen soon. */
const firstBatch = 12 * 1024 * 1024
const batchText = 96 * 1024 * 1024
const batchFiles = 1_000

/** Milliseconds before a round that failed is tried again. */
const pause = 5_000

/** Keeps the store in step with one source. */
export interface Loader {
  progress(): Progress
  /** Whether something is left to do of what the source had at the last look that was asked for or brought news. */
  isBusy(): boolean
  /** Looks for new files now. */
  look(): void
  stop(): Promise<void>
}

/**
 * Begins to load what a source has that the ledger does not know, newest first, and goes on as it changes.
 * @param onBatch is told of each batch that counts
 */
export function startLoader(loading: Loading, source: Source, onBatch: (entry: BatchEntry) => Promise<void>): Loader {
  const stopped = new AbortController()
  const { signal } = stopped
  const progress = untouched()
  let isWanted = true
  let isRunning = false
  /** The first look, and each that a person asks for, is waited for; one by the clock is not. */
  let asked = 1
  let answered = 0
  let running: Promise<void> = Promise.resolve()

  const run = async () => {
    while (isWanted && !signal.aborted) {
      isWanted = false
      const answers = asked
      try {
        await round(loading, source, progress, signal, onBatch)
      } catch (error) {
        if (signal.aborted) return
        progress.state = 'failed'
        progress.problem = error instanceof EngineError ? `The store cannot take the records: ${error.message}` : messageOf(error)
        await setTimeout(pause, undefined, { signal }).catch(() => undefined)
      }
      answered = answers
    }
  }
  const look = () => {
    isWanted = true
    if (isRunning || signal.aborted) return
    isRunning = true
    running = run().finally(() => {
      isRunning = false
    })
  }
  const unwatch = source.watch(look)
  look()
  return {
    progress: () => progress,
    isBusy: () => answered < asked || (isRunning && progress.state === 'loading'),
    look() {
      asked += 1
      look()
    },
    async stop() {
      unwatch()
      stopped.abort()
      await running
    },
  }
}

/** One look at the source, and the loading of all that is new. */
async function round(loading: Loading, source: Source, progress: Progress, signal: AbortSignal, onBatch: (entry: BatchEntry) => Promise<void>) {
  const { ledger } = loading
  if (progress.lastLook === null) progress.state = 'looking'
  const { files: found, left: leftOut } = await source.look(signal)
  const isNew = ({ path, size, mtime }: TrailFile) => {
    const read = ledger.fileAt(source.name, path)
    return read?.size !== size || read.mtime !== mtime
  }
  const pending = found.filter(isNew).sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1))
  const total = (files: readonly TrailFile[]) => files.reduce((sum, { size }) => sum + size, 0)
  const bytesToRead = total(pending)
  progress.problem = null
  progress.lastLook = new Date().toISOString()
  progress.files = { found: found.length, read: found.length - pending.length }
  progress.bytes = { found: total(found), read: total(found) - bytesToRead }
  if (pending.length > 0) progress.state = 'loading'

  const speed = speedometer(bytesToRead)
  const unread = leftOut.map(({ path, reason }) => `${path} (${reason})`)
  const left = pending[Symbol.iterator]()
  let next = gather(loading, source, left, firstBatch)
  for (;;) {
    const { files, staged, unopened } = await next
    unread.push(...unopened)
    if (files.length === 0 && unopened.length === 0) break
    next = gather(loading, source, left, batchText)
    // If this batch fails, nobody waits for the next any more; an error of it must not end the process.
    next.catch(() => undefined)
    if (files.length === 0) {
      await staged.drop()
      continue
    }
    const bytes = files.reduce((sum, { found: { size } }) => sum + size, 0)
    const before = files.reduce((sum, { file }) => sum + (ledger.file(file)?.records ?? 0), 0)
    const { entry, unread: closed } = await loadBatch(loading, source, { files, staged }, signal).finally(() => staged.drop())
    for (const [{ found: file }, error] of closed) unread.push(unreadable(file, error))
    progress.files.read += files.length
    progress.bytes.read += bytes
    Object.assign(progress, speed.add(entry.files.reduce((sum, file) => sum + file.records, 0) - before, bytes))
    await onBatch(entry)
  }
  progress.state = 'watching'
  progress.recordsPerSecond = null
  progress.secondsLeft = null
  if (unread.length > 0) progress.problem = `${unread.length} ${unread.length === 1 ? 'file is' : 'files are'} not read: ${unread.slice(0, 3).join('; ')}`
}

/** Files that are looked at side by side: each waits for its turn on the threads that queries use, too. */
const atOnce = 16

function upTo(count: number, left: Iterator<TrailFile>): TrailFile[] {
  const taken: TrailFile[] = []
  while (taken.length < count) {
    const { value, done } = left.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

/** The next files for a batch, as many as its text may hold; those that cannot be opened are named. */
async function gather({ ledger, staging }: Loading, source: Source, left: Iterator<TrailFile>, text: number) {
  const files: FileToLoad[] = []
  const unopened: string[] = []
  const staged = await staging.batch()
  let size = 0
  const take = async (found: TrailFile) => {
    try {
      const sniffed = await sniff(found.location, found.size)
      const file = ledger.fileAt(source.name, found.path)?.file ?? ledger.nextFile()
      const toLoad = { file, found, sniffed }
      if (isFast(toLoad)) await staged.hold(file, found.location, sniffed.compression)
      files.push(toLoad)
      size += isFast(toLoad) ? sniffed.textSize : Math.max(found.size * 10, sniffed.textSize)
    } catch (error) {
      unopened.push(unreadable(found, error))
    }
  }
  while (size < text && files.length < batchFiles) {
    const next = upTo(atOnce, left)
    if (next.length === 0) break
    await Promise.all(next.map(take))
  }
  return { files, staged, unopened }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const unreadable = ({ path }: TrailFile, error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return `${path} (${code === 'EACCES' ? 'reading it is not permitted' : code === 'ENOENT' ? 'it is gone' : messageOf(error)})`
}

/** When a file was delivered, by its name or else by its time of change, as text that sorts. */
function stampOf({ path, mtime }: TrailFile): string {
  return /_(\d{8}T\d{4}Z)_/.exec(path)?.[1] ?? new Date(mtime).toISOString().replace(/[-:]|\d\d\.\d{3}/g, '')
}
