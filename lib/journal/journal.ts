import 'server-only'
import { createReadStream, existsSync } from 'node:fs'
import { open, readFile, rename, rm, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { beginning, checkJournal, journalFile, lineOf, type Checked, type Line } from './chain'
import { deskItself, entry as entryShape, type Entry, type What } from './entry'
import { fold, noState, type State } from './state'

/** An entry and the hash that its line has. */
export interface Written {
  entry: Entry
  hash: string
}

/** The journal of a data folder. There is one in a process, and the store's lock lets only one process have the folder. */
export interface Journal {
  /** The number of the last entry; another whenever something was entered. */
  version(): number
  /** The hash of the last entry. */
  head(): string
  /** All entries that can be read, oldest first. */
  written(): readonly Written[]
  /** What the entries come to; it changes with the next. */
  state(): State
  /**
   * Enters something: when this returns, it is on the disk. Entries are written one after another.
   * @param what may be made of what holds at that moment, and throw if that is not what the writer knows
   * @throws NotEntered if the disk does not take it
   */
  append(by: string, what: What | ((state: State) => What)): Promise<Entry>
  /** Reads the file from its first byte to its last. */
  check(): Promise<Checked>
  /** What was wrong with the file when it was opened, in words for people. */
  problems(): readonly string[]
  close(): Promise<void>
}

/** Where what was left of a write lies between its finding and its entry. */
const cutOffFile = 'journal.cut-off'
/** Bytes of a cut-off write that are one text of its entry. */
const pieceLength = 6_000_000

/** The disk did not take an entry: nothing was entered. */
export class NotEntered extends Error {
  constructor(
    /** What to do about it. */
    readonly todo: string,
    options?: ErrorOptions,
  ) {
    super('The journal could not be written, so nothing was entered.', options)
    this.name = 'NotEntered'
  }
}

/**
 * Opens the journal of a data folder, or begins it. A write that a sudden end cut off is taken out of the way and entered as
 * such: it had not been acknowledged, and it is kept. A journal that is not whole is told, and goes on.
 * @throws Error if it cannot be read at all
 */
export async function openJournal(folder: string): Promise<Journal> {
  const path = join(folder, journalFile)
  const written: Written[] = []
  const state = noState()
  let last: Line | undefined
  const { lines, bytes, faults, cutOff } = existsSync(path)
    ? await checkJournal(createReadStream(path), (line) => {
        last = line
        if (!line.entry) return
        written.push({ entry: line.entry, hash: line.stated })
        fold(state, line.entry)
      })
    : { lines: 0, bytes: 0, faults: [], cutOff: Buffer.alloc(0) }
  const left = await setAside(path, join(folder, cutOffFile), bytes, cutOff)

  const file = await open(path, 'a', 0o600)
  if (lines === 0) await syncFolder(folder)
  let size = bytes
  let count = lines
  let head = last?.stated ?? beginning
  let broken: string | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const write = async (by: string, what: What | ((state: State) => What)): Promise<Entry> => {
    if (broken !== undefined) throw new NotEntered(broken)
    const meant = typeof what === 'function' ? what(state) : what
    // By the schema that reads it: what could not be read again is not written.
    const entry = entryShape.parse({ seq: count + 1, at: new Date().toISOString(), by, ...meant, prev: head })
    const { line, hash } = lineOf(entry)
    const all = Buffer.from(`${line}\n`)
    try {
      await file.appendFile(all)
      await file.sync()
    } catch (error) {
      // What is not known to be on the disk must not stand before what will be.
      await file.truncate(size).catch(() => (broken = 'Start Traildesk again once the disk of its data folder is in order.'))
      throw new NotEntered('See that the disk of the data folder has room, then do it again.', { cause: error })
    }
    size += all.length
    count = entry.seq
    head = hash
    written.push({ entry, hash })
    fold(state, entry)
    return entry
  }
  const append: Journal['append'] = (by, what) => {
    const done = turn.then(() => write(by, what))
    turn = done.catch(() => undefined)
    return done
  }

  const known = written.at(-1)?.entry
  if (left.length > 0) {
    const isEntered = known?.kind === 'recovery' && known.cutOff.join() === left.join()
    try {
      if (!isEntered) await append(deskItself, { kind: 'recovery', cutOff: left })
    } catch (error) {
      await file.close()
      throw error
    }
    await rm(join(folder, cutOffFile))
  }
  return {
    version: () => count,
    head: () => head,
    written: () => written,
    state: () => state,
    append,
    async check() {
      // Up to what is written now: the file may grow meanwhile.
      await turn
      const [entries, newest] = [count, head]
      const checked = await checkJournal(createReadStream(path, size > 0 ? { end: size - 1 } : {}))
      if (checked.lines < entries || checked.head !== newest) {
        checked.faults.push({ line: checked.lines, entry: null, what: `The file ends otherwise than it was written: entry ${entries} with the hash ${newest} was the last.` })
      }
      return checked
    },
    problems: () => faults.map(({ line, entry, what }) => `The journal is not whole. Line ${line}${entry === null ? '' : `, entry ${entry}`}: ${what}`),
    async close() {
      await turn
      await file.close()
    },
  }
}

/**
 * Takes what is left of cut-off writes out of the journal, into a file of its own that stays until it is entered: a kill in
 * the middle of this loses none of it.
 * @returns all that waits to be entered, in Base64
 */
async function setAside(path: string, aside: string, end: number, cutOff: Buffer): Promise<string[]> {
  const before = existsSync(aside) ? (await readFile(aside, 'utf8')).split('\n').filter((line) => line !== '') : []
  if (cutOff.length === 0) return before
  const found = piecesOf(cutOff)
  const isKnown = before.length >= found.length && found.every((piece, index) => before[before.length - found.length + index] === piece)
  const all = isKnown ? before : [...before, ...found]
  await durably(await open(`${aside}.tmp`, 'w', 0o600), all.map((each) => `${each}\n`).join(''))
  await rename(`${aside}.tmp`, aside)
  await truncate(path, end)
  return all
}

/** Base64 of bytes, in pieces that an entry takes. */
const piecesOf = (bytes: Buffer): string[] => Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, index) => bytes.toString('base64', index * pieceLength, (index + 1) * pieceLength))

async function durably(file: FileHandle, text: string): Promise<void> {
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
