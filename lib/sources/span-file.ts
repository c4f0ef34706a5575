import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Span } from './lookup-events/reach'

const spans = z.array(z.object({ from: z.int(), to: z.int() }))

/** The spans that were written to a file; none, if that cannot be told. */
export async function readSpans(path: string): Promise<Span[]> {
  const text = await readFile(path, 'utf8').catch(() => '[]')
  try {
    return spans.parse(JSON.parse(text))
  } catch {
    return []
  }
}

/** @throws Error of the file system */
export const writeSpans = (path: string, all: readonly Span[]): Promise<void> => writeWhole(path, Buffer.from(JSON.stringify(all)))

/**
 * Writes a file that is there whole or not at all, whatever happens meanwhile.
 * @throws Error of the file system
 */
export async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.part`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    // On a disk that is full, the half of it takes room from the whole.
    await rm(unfinished, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  await rename(unfinished, path)
}
