import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { EngineError } from '@/lib/engine/engine'
import { gateThat, type Gate } from '@/lib/sources/gate'
import { deliveredFileOf } from '@/lib/sources/delivered-file'
import type { IsStored, LeftOut, Source, TrailFile } from '@/lib/sources/trail-file'
import { arrive } from './arrive'
import { loadBatch, isFast, type FileToLoad, type Loading } from './batch'
import { speedometer, untouched, type Progress } from './progress'
import { recover } from './settle'
import { sniff } from './sniff'
import type { Writer } from './writer'

/** Text of a batch: the first is small, so that something is on the screen soon. */
const firstBatch = 12 * 1024 * 1024
const batchText = 80 * 1024 * 1024
const batchFiles = 1_000

/** Batches of a round after which merging what they brought is no longer put off, while the others are loaded. */
const unmergedBatches = 32

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

/** Is told whenever a batch has come to count, and whether the rollup in memory, if it was right, still is. */
export type OnBatch = (isRolledUp: boolean) => Promise<void>

/** What a loader needs, and shares with those of other sources. */
export type Shared = Loading & { writer: Writer }

/**
 * Begins to load what a source has that the ledger does not know, newest first, and goes on as it changes. Loaders of several
 * sources take turns, batch by batch.
 * @param gate while it is closed, no other batch is begun
 */
export function startLoader(loading: Shared, source: Source, onBatch: OnBatch, gate: Gate = gateThat(true)): Loader {
  const stopped = new AbortController()
  const { signal } = stopped
  const progress = untouched()
  let isWanted = true
  let isRunning = false
  /** The first look, each that a person asks for, and each at what is known to have come, is waited for; one by the clock is not. */
  let asked = 1
  let answered = 0
  /** Whether a round broke off with files left to load. */
  let isBehind = false
  let running: Promise<void> = Promise.resolve()

  const run = async () => {
    while (isWanted && !signal.aborted && gate.isOpen()) {
      isWanted = false
      const answers = asked
      try {
        // A batch that failed may count already, and wait for no other file.
        if (progress.state === 'failed') await finish(loading, onBatch)
        await round(loading, source, progress, signal, onBatch, gate)
        isBehind = false
      } catch (error) {
        if (signal.aborted) break
        isBehind ||= progress.state === 'loading'
        isWanted ||= isBehind
        progress.state = 'failed'
        progress.problem = problemOf(error)
        await setTimeout(pause, undefined, { signal }).catch(() => undefined)
      }
      answered = answers
    }
    // At once, and not when somebody is told that this has ended: whoever asks for a look until then would be heard by nobody.
    isRunning = false
  }
  const look = () => {
    isWanted = true
    if (isRunning || signal.aborted) return
    isRunning = true
    running = run()
  }
  const isStored: IsStored = ({ path, size }) => loading.ledger.fileAt(source.name, path)?.size === size
  const unwatch = source.watch((hasCome) => {
    if (hasCome) asked += 1
    look()
  }, isStored)
  look()
  return {
    progress: () => progress,
    isBusy: () => (gate.isOpen() && (answered < asked || isBehind)) || (isRunning && progress.state === 'loading'),
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

function problemOf(error: unknown): string {
  const words = messageOf(error)
  if (/ENOSPC|No space left on device|NOT_ENOUGH_SPACE/.test(words)) return 'The store cannot take the records: its disk is full. Make room in the data folder; it is tried again by itself.'
  return error instanceof EngineError ? `The store cannot take the records: ${words}` : words
}

/** Brings a batch to its end that counts and was cut short. */
async function finish(loading: Shared, onBatch: OnBatch) {
  const stored = await loading.writer.storing()
  try {
    await recover(loading)
    // Also if nothing was left: what is told of the store may be what failed.
    await onBatch(false)
  } finally {
    stored()
  }
}

/** One look at the source, and the loading of all that is new. */
async function round(loading: Shared, source: Source, progress: Progress, signal: AbortSignal, onBatch: OnBatch, gate: Gate) {
  const { ledger } = loading
  if (progress.lastLook === null) progress.state = 'looking'
  const { files: found, left: leftOut } = await source.look(signal)
  const isNew = ({ path, size, mtime }: TrailFile) => {
    const read = ledger.fileAt(source.name, path)
    return read?.size !== size || read.mtime !== mtime
  }
  const pending = found.filter(isNew).sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1))
  progress.problem = null
  progress.lastLook = new Date().toISOString()
  progress.files = { found: found.length, read: found.length - pending.length }
  progress.bytes = { found: bytesOf(found), read: bytesOf(found) - bytesOf(pending) }
  progress.waiting = deliveryOf(pending[0])
  if (pending.length > 0) progress.state = 'loading'

  const unread = [...leftOut]
  if (pending.length > 0) unread.push(...(await loadAll(loading, source, pending, progress, signal, onBatch, gate)))
  progress.state = 'watching'
  // Where it was paused, some are left.
  if (gate.isOpen()) progress.waiting = null
  progress.recordsPerSecond = null
  progress.secondsLeft = null
  progress.skipped = unread
  if (unread.length > 0) progress.problem = `${unread.length} ${unread.length === 1 ? 'file is' : 'files are'} not read: ${unread.slice(0, 3).map(({ path, reason }) => `${path} (${reason})`).join('; ')}`
}

/** Loads files, batch by batch; answers those that could not be read, each with the reason. */
async function loadAll(loading: Shared, source: Source, pending: readonly TrailFile[], progress: Progress, signal: AbortSignal, onBatch: OnBatch, gate: Gate): Promise<LeftOut[]> {
  const { ledger, writer } = loading
  const speed = speedometer(bytesOf(pending))
  const unread: LeftOut[] = []
  // Merging the parts that a batch brings is put off: a short load is over sooner without, a long one is read faster with it.
  let batches = 0
  let tried = 0
  const merge = await writer.holdMerges()
  const prepare = preparer(loading, source, pending)
  let next = prepare(firstBatch)
  let taken = () => {}
  try {
    for (;;) {
      const { files, unopened, onTaken } = await next
      taken = onTaken
      unread.push(...unopened)
      if (files.length === 0 && unopened.length === 0) break
      next = prepare(batchText)
      // If this batch fails, nobody waits for the next in time; an error of it must not end the process.
      next.catch(() => undefined)
      if (files.length === 0) {
        tried += unopened.length
        taken()
        continue
      }
      const bytes = bytesOf(files.map(({ found }) => found))
      const stored = await writer.storing()
      try {
        const before = files.reduce((sum, { file }) => sum + (ledger.file(file)?.records ?? 0), 0)
        const { entry, unread: closed, isRolledUp } = await loadBatch(loading, source, files, signal, taken)
        for (const [{ found: file }, error] of closed) unread.push(unreadable(file, error))
        progress.files.read += files.length
        progress.bytes.read += bytes
        Object.assign(progress, speed.add(entry.files.reduce((sum, file) => sum + file.records, 0) - before, bytes))
        tried += files.length + unopened.length
        progress.waiting = deliveryOf(pending[tried])
        await onBatch(isRolledUp)
      } finally {
        stored()
      }
      batches += 1
      if (!gate.isOpen()) break
      if (batches === unmergedBatches) await merge()
    }
  } finally {
    // The next round must find nothing of this one under way.
    taken()
    await next.then(({ onTaken }) => onTaken(), () => undefined)
    await merge()
  }
  return unread
}

const bytesOf = (files: readonly TrailFile[]) => files.reduce((sum, { size }) => sum + size, 0)

/** Files that are looked at side by side: each waits for its turn on the threads that queries use, too. */
const atOnce = 16

/** Bytes of text that a file of a trail may have for each of its own. */
const likelyRatio = 12

/**
 * Prepares one batch after another of the files to load: as many as its text may hold. When its turn comes, what of them the
 * engine may read arrives; once that is taken, `onTaken` lets others arrive. Files that cannot be opened are named.
 */
function preparer({ engine, ledger, staging, writer }: Shared, source: Source, pending: readonly TrailFile[]) {
  let position = 0
  const upTo = (text: number): readonly TrailFile[] => {
    const first = position
    for (let likely = 0; position < pending.length && position - first < atOnce && likely < text; position += 1) {
      likely += (pending[position]?.size ?? 0) * likelyRatio
    }
    return pending.slice(first, position)
  }
  return async (text: number): Promise<{ files: FileToLoad[]; unopened: LeftOut[]; onTaken: () => void }> => {
    const files: FileToLoad[] = []
    const unopened: LeftOut[] = []
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
    try {
      while (size < text && files.length < batchFiles) {
        const next = upTo(text - size)
        if (next.length === 0) break
        await Promise.all(next.map(take))
      }
      const onTaken = await writer.arriving()
      try {
        await arrive(engine, staged)
      } catch (error) {
        onTaken()
        throw error
      }
      return { files, unopened, onTaken }
    } finally {
      await staged.drop()
    }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const unreadable = ({ path }: TrailFile, error: unknown): LeftOut => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return { path, reason: code === 'EACCES' ? 'reading it is not permitted' : code === 'ENOENT' ? 'it is gone' : messageOf(error) }
}

/** When a file was delivered, in seconds since 1970; null if there is none. */
function deliveryOf(file: TrailFile | undefined): number | null {
  if (file === undefined) return null
  return deliveredFileOf(file.path)?.at ?? Math.floor(file.mtime / 1_000)
}

/** When a file was delivered, by its name or else by its time of change, as text that sorts. */
function stampOf({ path, mtime }: TrailFile): string {
  return /_(\d{8}T\d{4}Z)_/.exec(path)?.[1] ?? new Date(mtime).toISOString().replace(/[-:]|\d\d\.\d{3}/g, '')
}
