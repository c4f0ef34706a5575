import 'server-only'
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** A file that was read: what it was then, and what became of its records. */
export const readFile = z.object({
  /** Its number, under which events name it; it keeps it when it changes. */
  file: z.int(),
  source: z.string(),
  path: z.string(),
  size: z.int(),
  /** Milliseconds since 1970. */
  mtime: z.number(),
  /** Events in the store that this file brought, now or at an earlier reading. */
  records: z.int(),
  /** Records that other files had brought, or that it holds more than once, or that took the place of its provisional ones. */
  duplicates: z.int(),
  quarantined: z.int(),
  /** Why it holds no records, if it holds none. */
  note: z.string().optional(),
  /** Seconds since 1970 of its oldest and newest record; not noted of what was read before that was. */
  covers: z.object({ from: z.int(), to: z.int() }).optional(),
})
export type ReadFile = z.infer<typeof readFile>

const quarantinedPiece = z.object({ file: z.int(), position: z.int(), reason: z.string(), excerpt: z.string() })
const differingRecord = z.object({ file: z.int(), eventID: z.string() })
const recordsOfFile = z.object({ file: z.int(), records: z.int() })

/** All that one batch brought. Its line in the ledger is the moment from which the batch counts. */
export const batchEntry = z.object({
  batch: z.int(),
  at: z.iso.datetime(),
  files: z.array(readFile),
  quarantine: z.array(quarantinedPiece),
  differing: z.array(differingRecord),
  /** Provisional events that those of this batch took the place of, by the files that had brought them. */
  replaced: z.array(recordsOfFile).optional(),
  /** Events that are kept no longer, by the files that had brought them. */
  expired: z.array(recordsOfFile).optional(),
})
export type BatchEntry = z.infer<typeof batchEntry>
export type QuarantinedPiece = z.infer<typeof quarantinedPiece> & { at: string }

/** What is known of all files read, in memory, and its lines on disk. */
export interface Ledger {
  /** The number of the last batch that counts; 0 before the first. */
  batch(): number
  fileAt(source: string, path: string): ReadFile | undefined
  file(number: number): ReadFile | undefined
  files(): Iterable<ReadFile>
  /** A number for a file that has none yet. */
  nextFile(): number
  /** What could not be read of the files as they are now, latest first. */
  quarantine(): readonly QuarantinedPiece[]
  differing(): readonly z.infer<typeof differingRecord>[]
  /** Makes a batch count: when this returns, its line is on the disk. */
  append(entry: BatchEntry): void
}

const keyOf = (source: string, path: string) => `${source}\u0000${path}`

/**
 * Opens the ledger of a data folder: one line of JSON a batch. A last line that was cut off by a kill is taken away; its
 * batch never counted.
 * @param onNewFile is told of each file when it comes to count for the first time
 * @throws Error naming the line that cannot be read
 */
export function openLedger(folder: string, onNewFile: (file: ReadFile) => void = () => undefined): Ledger {
  const path = join(folder, 'ledger.ndjson')
  const byKey = new Map<string, ReadFile>()
  const byNumber = new Map<number, ReadFile>()
  const pieces = new Map<number, QuarantinedPiece[]>()
  const differing: z.infer<typeof differingRecord>[] = []
  let batch = 0
  let highest = 0

  const put = (file: ReadFile) => {
    if (!byNumber.has(file.file)) onNewFile(file)
    byKey.set(keyOf(file.source, file.path), file)
    byNumber.set(file.file, file)
  }
  const take = (entry: BatchEntry) => {
    batch = entry.batch
    for (const file of entry.files) {
      put(file)
      pieces.delete(file.file)
      highest = Math.max(highest, file.file)
    }
    for (const piece of entry.quarantine) {
      const all = pieces.get(piece.file)
      if (all) all.push({ ...piece, at: entry.at })
      else pieces.set(piece.file, [{ ...piece, at: entry.at }])
    }
    differing.push(...entry.differing)
    for (const { file: number, records } of entry.replaced ?? []) {
      const file = byNumber.get(number)
      if (file) put({ ...file, records: file.records - records, duplicates: file.duplicates + records })
    }
    for (const { file: number, records } of entry.expired ?? []) {
      const file = byNumber.get(number)
      if (file) put({ ...file, records: file.records - records })
    }
  }

  if (existsSync(path)) {
    const bytes = readFileSync(path)
    const end = bytes.lastIndexOf(0x0a) + 1
    if (end < bytes.length) truncateSync(path, end)
    bytes
      .toString('utf8', 0, end)
      .split('\n')
      .forEach((line, index) => {
        if (line === '') return
        try {
          take(batchEntry.parse(JSON.parse(line)))
        } catch (error) {
          throw new Error(`Line ${index + 1} of ${path} cannot be read. Restore the file from a copy, or give another folder with --data.`, { cause: error })
        }
      })
  }

  return {
    batch: () => batch,
    fileAt: (source, at) => byKey.get(keyOf(source, at)),
    file: (number) => byNumber.get(number),
    files: () => byNumber.values(),
    nextFile: () => (highest += 1),
    quarantine: () => [...pieces.values()].flat().reverse(),
    differing: () => differing,
    append(entry) {
      const line = `${JSON.stringify(entry)}\n`
      const handle = openSync(path, 'a')
      const { size } = fstatSync(handle)
      try {
        writeFileSync(handle, line)
        fsyncSync(handle)
      } catch (error) {
        // A full disk takes a part of the line; the next must not join it.
        ftruncateSync(handle, size)
        throw error
      } finally {
        closeSync(handle)
      }
      take(entry)
    },
  }
}
