import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { appendFile, mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { IsStored, TrailFile } from '../trail-file'
import type { Listed, Wanted } from './listing'

/** A line for each object that was fetched: what it was then, and the checksum of its bytes. */
const fetchedObject = z.object({ key: z.string(), size: z.int(), etag: z.string(), sha256: z.string() })
type FetchedObject = z.output<typeof fetchedObject>

/** The objects that were fetched, as they were in the bucket. */
export interface ObjectStore {
  /** Whether this very object, or any under its key if no more is known of it, was fetched before, and its copy is there, or was taken away since all that it holds is stored. */
  has(object: Wanted): boolean
  /** An object that was fetched before, and is still there or stored, whatever the bucket has under its key now. */
  copyOf(key: string): { path: string; size: number } | undefined
  /**
   * Writes an object down, whole or not at all; answers its copy.
   * @param object without a size, as many bytes as come
   * @throws Error named `ShortObject` if another number of bytes comes than the bucket said; Error of the file system
   */
  put(object: Omit<Listed, 'size'> & { size: number | undefined }, bytes: Readable): Promise<TrailFile>
}

/** Where the copy of an object lies below the folder of copies. */
export const pathOfCopy = (key: string): string => join(...key.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').map(shortened))

/** Bytes of a name that every file system takes, with room for an ending. */
const longestName = 200

/** A bucket's names may be longer than a disk's: such a name is kept in its beginning, its hash and its ending. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestName) return name
  const ending = /(?:\.json)?(?:\.gz)?$/.exec(name)?.[0] ?? ''
  const beginning = Buffer.from(name).subarray(0, 100).toString().replace(/\ufffd+$/, '')
  return `${beginning}~${createHash('sha256').update(name).digest('hex')}${ending}`
}

/**
 * @param folder where copies lie, by their keys
 * @param list the file that tells of them
 * @param isStored whether the records of a copy count
 */
export async function openObjectStore(folder: string, list: string, isStored: IsStored): Promise<ObjectStore> {
  const fetched = new Map<string, Pick<Listed, 'size' | 'etag'>>()
  const text = await readFile(list, 'utf8').catch(() => '')
  for (const line of text.split('\n')) {
    const read = fetchedObject.safeParse(parsedOrNot(line))
    // A line that a kill cut off is of an object that is fetched again, and counted once all the same.
    if (read.success) fetched.set(read.data.key, { size: read.data.size, etag: read.data.etag })
  }
  await mkdir(dirname(list), { recursive: true, mode: 0o700 })
  const note = linesTo(list, text !== '' && !text.endsWith('\n'))
  const copyOf = (key: string) => {
    const known = fetched.get(key)
    const copy = known && { path: pathOfCopy(key), size: known.size }
    // A copy of another size is one of which a power cut left only a part.
    return copy && (isStored(copy) || statSync(join(folder, copy.path), { throwIfNoEntry: false })?.size === copy.size) ? copy : undefined
  }
  return {
    has({ key, size, etag }) {
      const known = fetched.get(key)
      const isSame = known !== undefined && known.size === (size ?? known.size) && known.etag === (etag ?? known.etag)
      return isSame && copyOf(key) !== undefined
    },
    copyOf,
    async put(object, bytes) {
      const path = join(folder, pathOfCopy(object.key))
      const unfinished = `${path}.part`
      const hash = createHash('sha256')
      let size = 0
      let mtime = 0
      let handle: FileHandle | undefined
      let held: Uint8Array[] = []
      let heldSize = 0
      // Small objects, which most are, are written at once.
      const write = async () => {
        handle ??= await openIn(unfinished)
        if (heldSize > 0) await handle.writeFile(Buffer.concat(held))
        held = []
        heldSize = 0
        return handle
      }
      try {
        for await (const chunk of bytes) {
          const piece = z.instanceof(Uint8Array).parse(chunk)
          hash.update(piece)
          size += piece.length
          held.push(piece)
          heldSize += piece.length
          if (heldSize >= writtenAtOnce) await write()
        }
        mtime = Math.floor((await (await write()).stat()).mtimeMs)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      } finally {
        await handle?.close()
      }
      if (size !== (object.size ?? size)) {
        await rm(unfinished, { force: true })
        throw Object.assign(new Error('fewer bytes came than the bucket said'), { name: 'ShortObject' })
      }
      await rename(unfinished, path)
      const line: FetchedObject = { key: object.key, size, etag: object.etag, sha256: hash.digest('hex') }
      await note(JSON.stringify(line))
      fetched.set(object.key, { size, etag: object.etag })
      return { path: pathOfCopy(object.key), location: path, size, mtime }
    },
  }
}

/** Bytes of an object that are held before they are written. */
const writtenAtOnce = 1_048_576

/** Opens a file to be written, in a folder that may not be there yet, or no longer. */
const openIn = async (path: string): Promise<FileHandle> =>
  open(path, 'w', 0o600).catch(async (error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    return open(path, 'w', 0o600)
  })

/**
 * Appends lines to a file: those that come while others are written go together.
 * @param isBroken whether the file ends amid a line, which the next must not join
 * @returns what writes a line; rejects if it could not be written
 */
function linesTo(path: string, isBroken: boolean): (line: string) => Promise<void> {
  let waiting = ''
  let next: Promise<void> | undefined
  let last = Promise.resolve()
  const write = async () => {
    const text = `${isBroken ? '\n' : ''}${waiting}`
    waiting = ''
    next = undefined
    try {
      await appendFile(path, text)
      isBroken = false
    } catch (error) {
      isBroken = true
      throw error
    }
  }
  return (line) => {
    waiting += `${line}\n`
    next ??= last = last.then(write, write)
    return next
  }
}

function parsedOrNot(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
