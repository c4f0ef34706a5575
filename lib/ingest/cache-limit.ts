import 'server-only'
import { rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { SourceSettings } from '@/lib/config/source-settings'
import { deliveredFileOf } from '@/lib/sources/delivered-file'
import { folderSource } from '@/lib/sources/folder/folder'
import type { TrailFile } from '@/lib/sources/trail-file'
import type { Ledger } from './ledger'

/** Milliseconds between two looks at whether anything was stored since. */
const lookEvery = 15_000

/**
 * Keeps the copies that sources fetched below so many bytes in all, as far as they are stored.
 * @param most there is no limit if undefined
 * @returns how to end that
 */
export function limitCache(ledger: Ledger, data: string, sources: readonly SourceSettings[], most: number | undefined): () => Promise<void> {
  const names = sources.flatMap(({ name, kind }) => (kind === 'lookup' || kind === 's3' ? [name] : []))
  if (most === undefined || names.length === 0) return () => Promise.resolve()
  const stopped = new AbortController()
  const { signal } = stopped
  const run = async () => {
    let last: number | undefined
    while (!signal.aborted) {
      const batch = ledger.batch()
      // A folder that cannot be looked at now can be at the next batch.
      if (batch !== last) await dropOldest(ledger, join(data, 'cache'), names, most, signal).catch(() => undefined)
      last = batch
      await setTimeout(lookEvery, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return () => {
    stopped.abort()
    return running
  }
}

/**
 * Takes copies away, oldest delivery first, until those that are left are no more than so many bytes. What is not stored as it lies,
 * what could not be read, and digests, which prove that nothing was altered, stay whatever they take. What is taken away is not fetched
 * again: the source knows that it had it, and the ledger that it is stored.
 * @returns how many were taken away
 */
export async function dropOldest(ledger: Pick<Ledger, 'fileAt'>, cache: string, sources: readonly string[], most: number, signal: AbortSignal): Promise<number> {
  const copies: { file: TrailFile; at: number; source: string }[] = []
  for (const source of sources) {
    const folder = join(cache, source)
    const { files } = await folderSource({ name: source, kind: 'folder', folder }).look(signal)
    for (const file of files) copies.push({ file, source, at: deliveredFileOf(file.path)?.at ?? file.mtime / 1_000 })
  }
  let size = copies.reduce((sum, { file }) => sum + file.size, 0)
  let dropped = 0
  const isStored = (source: string, { path, size, mtime }: TrailFile) => {
    const read = ledger.fileAt(source, path)
    return read?.size === size && read.mtime === mtime && read.quarantined === 0
  }
  for (const { file, source } of copies.sort((a, b) => a.at - b.at)) {
    if (size <= most || signal.aborted) break
    if (deliveredFileOf(file.path)?.kind === 'CloudTrail-Digest' || !isStored(source, file)) continue
    await unlink(file.location)
    size -= file.size
    dropped += 1
    await removeEmpty(dirname(file.location), join(cache, source))
  }
  return dropped
}

/** Removes a folder, and those above it up to one that stays, as far as they are empty. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  if (folder === top) return
  try {
    await rmdir(folder)
  } catch {
    return
  }
  await removeEmpty(dirname(folder), top)
}
