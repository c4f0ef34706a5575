import { createHash } from 'node:crypto'
import { entry, type Entry } from './entry'

/**
 * The canonical form of the journal: a file of lines, each ended by one line feed, each
 *
 *     {"hash":"<64 hex digits>","entry":<JSON>}
 *
 * `hash` is the SHA-256 of the bytes of <JSON>, exactly as they lie there; inside, `prev` is the `hash` of the line before
 * (64 zeros in the first) and `seq` counts from 1. So no byte can change, and no line go or come, but the last ones, without
 * what follows telling. That lines are missing at the end is told by a hash that was noted elsewhere: sign-offs and reports
 * have it.
 */
export const beginning = '0'.repeat(64)

/** The journal's name in a data folder. */
export const journalFile = 'journal.ndjson'

const start = Buffer.from('{"hash":"')
const middle = Buffer.from('","entry":')
const length = 64
const body = start.length + length + middle.length

/** An entry as the file holds it, without its line feed. */
export function lineOf(entry: Entry): { line: string; hash: string } {
  const json = JSON.stringify(entry)
  const hash = hashOf(Buffer.from(json))
  return { line: `{"hash":"${hash}","entry":${json}}`, hash }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A line of the file, read. */
export interface Line {
  /** The hash that it states, and the one that its content has. */
  stated: string
  hash: string
  /** Undefined if it is none that this version knows. */
  entry: Entry | undefined
}

/** Reads a line; undefined if it has not the form of one. */
export function readLine(bytes: Buffer): Line | undefined {
  const hasForm =
    bytes.length > body + 1 && bytes.subarray(0, start.length).equals(start) && bytes.subarray(start.length + length, body).equals(middle) && bytes.at(-1) === 0x7d
  if (!hasForm) return undefined
  const content = bytes.subarray(body, -1)
  return { stated: bytes.toString('latin1', start.length, start.length + length), hash: hashOf(content), entry: entryIn(content.toString()) }
}

function entryIn(json: string): Entry | undefined {
  try {
    return entry.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

/** A place at which the journal is not what was written. */
export interface Fault {
  /** 1 is the first. */
  line: number
  /** The entry's number, kind, writer and time, as far as they can be read. */
  entry: string | null
  what: string
}

export interface Checked {
  /** Lines, and bytes of them. */
  lines: number
  bytes: number
  /** The hash of the last line. */
  head: string
  faults: Fault[]
  /** Bytes after the last line: a write that is under way, or was cut off. */
  cutOff: Buffer
}

/**
 * Reads a journal from its first byte to its last and holds every line against its hash and the one before.
 * @param onLine is given each line that has the form of one
 */
export async function checkJournal(blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, onLine: (line: Line, number: number) => void = () => undefined): Promise<Checked> {
  const checked: Checked = { lines: 0, bytes: 0, head: beginning, faults: [], cutOff: Buffer.alloc(0) }
  let before: readonly string[] = [beginning]
  // Joined only where a line ends: a long one is not copied with every block.
  let parts: Uint8Array[] = []
  for await (const block of blocks) {
    parts.push(block)
    if (block.indexOf(0x0a) < 0) continue
    let rest = Buffer.concat(parts)
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      const line = readLine(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
      checked.lines += 1
      checked.bytes += end + 1
      const what = faultOf(line, checked.lines, before)
      if (what !== undefined) checked.faults.push({ line: checked.lines, entry: line?.entry ? named(line.entry) : null, what })
      // A line is known by the hash that it states and by its content's: an alteration of either is told once.
      before = line ? [line.stated, line.hash] : []
      checked.head = line?.stated ?? checked.head
      if (line) onLine(line, checked.lines)
    }
    parts = [rest]
  }
  checked.cutOff = Buffer.concat(parts)
  return checked
}

/** What is wrong with a line, if anything is; `before` is what the line before is known by, nothing if it could not be read. */
function faultOf(line: Line | undefined, number: number, before: readonly string[]): string | undefined {
  if (!line) return 'It has not the form of an entry.'
  if (line.stated !== line.hash) return 'It is not what was written: its content has another hash than it states.'
  if (!line.entry) return 'It is whole, but this version does not know such an entry.'
  if (before.length > 0 && !before.includes(line.entry.prev)) return 'It does not follow on the line before: something was taken out, put in or put elsewhere here.'
  return line.entry.seq === number ? undefined : `It is entry ${line.entry.seq} in line ${number}.`
}

/** An entry as people speak of it. */
export const named = ({ seq, kind, by, at }: Entry): string => `${seq} (${kind} by ${by}, ${at})`
