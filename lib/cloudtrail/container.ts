import { isUtf8 } from 'node:buffer'
import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { type Json, isObject } from './record'

/** What a trail file is made of. Positions are byte offsets in the file's text, after gunzip. */
export type Piece = RecordPiece | UnreadablePiece | OtherPiece

/** One record: `raw` is its text exactly as the file holds it; a record that lies in a string is that string, decoded. */
export interface RecordPiece {
  kind: 'record'
  raw: string
  position: number
}

/** A record, or the rest of the file, that cannot be read: why, in a sentence, and how it begins, safe to show. */
export interface UnreadablePiece {
  kind: 'unreadable'
  position: number
  reason: string
  excerpt: string
}

/** The only piece of a file that holds no records and is not broken. */
export interface OtherPiece {
  kind: 'other'
  what: 'digest' | 'empty' | 'other JSON'
  reason: string
}

const MB = 1024 * 1024
/** The longest record that is kept in memory; CloudTrail's own are at most 256 kB. */
const RECORD_LIMIT = 8 * MB
/** How much text may pass without a record before the file is given up. */
const SILENCE_LIMIT = 64 * MB
/** How many unreadable pieces in a row before the file is given up. */
const STREAK_LIMIT = 1000
/** How much is scanned, and how much compressed is inflated, before others get their turn. */
const BLOCK = 64 * 1024
const COMPRESSED_SLICE = 8 * 1024
/** How much compressed text is kept, to find the last records before a damage. */
const REPLAY_LIMIT = 64 * MB
/** How much is kept of text that is no JSON. */
const STRAY_LIMIT = 8 * 1024
const TURN_MILLISECONDS = 8

/**
 * Reads a trail file of any container, recognised by content: gzip or plain; `{"Records":[…]}`, bare arrays, single
 * records, one JSON value a line or none between them, LookupEvents output, EventBridge and CloudWatch Logs envelopes.
 * Memory stays bounded whatever the file holds. Damage is a piece, never an error; errors of the source pass through.
 */
export async function* readContainer(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Piece, void, undefined> {
  let pieces: (RecordPiece | UnreadablePiece)[] = []
  let other: OtherJson | undefined
  let others = 0
  let records = 0
  let streak = 0
  let givenUp = false
  const scan = scanner((found) => {
    if (givenUp) return
    if (found.kind === 'other') {
      other ??= found
      others += 1
      return
    }
    pieces.push(found)
    if (found.kind === 'record') {
      records += 1
      streak = 0
    } else {
      streak += 1
      givenUp = streak === STREAK_LIMIT
      if (givenUp) found.reason = `Unreadable ${STREAK_LIMIT} times in a row; the rest of the file is left out.`
    }
  })

  let damage = ''
  let since = performance.now()
  for await (const block of textOf(bytes)) {
    if (typeof block === 'string') {
      damage = block
      break
    }
    givenUp = !scan.write(block) || givenUp
    for (const piece of pieces) yield piece
    if (givenUp) return
    pieces = []
    if (performance.now() - since > TURN_MILLISECONDS) {
      await setImmediate()
      since = performance.now()
    }
  }
  scan.end(damage)
  yield* pieces
  if (records === 0 && streak === 0) yield concludes(other)
  else if (records > 0 && other !== undefined) yield { kind: 'unreadable', position: other.position, reason: strangers(others), excerpt: other.excerpt }
}

const strangers = (count: number) =>
  `This JSON is no CloudTrail record${count === 1 ? '' : `, nor are ${count - 1} more values in the file`}.`

function concludes(other: OtherJson | undefined): OtherPiece {
  if (other === undefined) return { kind: 'other', what: 'empty', reason: 'The file holds no records.' }
  return other.isDigest
    ? { kind: 'other', what: 'digest', reason: 'A digest file: it proves the integrity of trail files and holds no records.' }
    : { kind: 'other', what: 'other JSON', reason: 'JSON, but not of CloudTrail records.' }
}

interface OtherJson {
  kind: 'other'
  position: number
  isDigest: boolean
  excerpt: string
}
type Found = RecordPiece | UnreadablePiece | OtherJson

// ——— From the file's bytes to its text ———

/** The text of a file in blocks, gunzipped if it is gzip; a string at the end says how the gzip data is damaged. */
async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | string> {
  let kind: 'unknown' | 'plain' | 'gzip' = 'unknown'
  let inflater = inflation()
  let kept: Buffer[] = []
  let keptSize = 0
  let given = 0
  try {
    for await (const block of blocksOf(bytes)) {
      if (kind === 'unknown') kind = block[0] === 0x1f && block[1] === 0x8b ? 'gzip' : 'plain'
      if (kind === 'plain') {
        yield block
        continue
      }
      for (let from = 0; from < block.length; from += COMPRESSED_SLICE) {
        const slice = block.subarray(from, from + COMPRESSED_SLICE)
        keptSize += slice.length
        if (keptSize <= REPLAY_LIMIT) kept.push(slice)
        else kept = []
        const { texts, failure } = await inflater.write(slice)
        for (const text of texts) {
          given += text.length
          yield* cut(text)
        }
        if (failure !== undefined) {
          // The engine says nothing of the text between the slice's start and the damage, so it is asked byte by byte.
          inflater.close()
          inflater = inflation()
          for await (const text of replay(inflater, kept)) {
            yield* cut(text.subarray(given))
            given = Math.max(0, given - text.length)
          }
          yield failure
          return
        }
      }
    }
    if (kind !== 'gzip') return
    const { texts, failure } = await inflater.write(undefined)
    for (const text of texts) yield* cut(text)
    if (failure !== undefined) yield failure
  } finally {
    inflater.close()
  }
}

async function* replay(inflater: ReturnType<typeof inflation>, kept: Buffer[]): AsyncGenerator<Buffer> {
  for (const slice of kept.slice(0, -1)) yield* (await inflater.write(slice)).texts
  for (const byte of kept.at(-1) ?? []) {
    const { texts, failure } = await inflater.write(Buffer.of(byte))
    yield* texts
    if (failure !== undefined) return
  }
}

/** Gunzips slice by slice. A slice is at most 1,032 times as long when inflated, which bounds what one step gives. */
function inflation() {
  const gunzip = createGunzip({ chunkSize: BLOCK })
  let texts: Buffer[] = []
  let failure: string | undefined
  let ended = false
  let wake = () => {}
  gunzip.on('data', (text: Buffer) => texts.push(text))
  gunzip.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'Z_BUF_ERROR' ? 'The gzip data ends too early.' : `The gzip data is damaged (${error.message}).`
    wake()
  })
  gunzip.on('close', () => {
    ended = true
    wake()
  })
  return {
    /** Feeds a slice, or the end. After the last member, zeros and what follows them are padding and left out. */
    async write(slice: Buffer | undefined): Promise<{ texts: Buffer[]; failure: string | undefined }> {
      if (failure === undefined && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (slice === undefined) gunzip.end()
          else gunzip.write(slice, () => resolve())
        })
      }
      const given = { texts, failure }
      texts = []
      return given
    },
    close: () => gunzip.destroy(),
  }
}

/** The bytes in blocks of at most 64 kB: longer chunks are cut, short ones gathered. */
async function* blocksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (size === 0 && buffer.length >= BLOCK / 2) {
      yield* cut(buffer)
      continue
    }
    gathered.push(Buffer.from(buffer))
    size += buffer.length
    if (size >= BLOCK / 2 || gathered.length > 1024) {
      const whole = Buffer.concat(gathered)
      gathered = size >= BLOCK / 2 ? [] : [whole]
      if (size < BLOCK / 2) continue
      size = 0
      yield* cut(whole)
    }
  }
  if (size > 0) yield Buffer.concat(gathered)
}

function* cut(buffer: Buffer): Generator<Buffer> {
  for (let from = 0; from < buffer.length; from += BLOCK) yield buffer.subarray(from, from + BLOCK)
}

// ——— From text to items: the values between which a file can be cut ———

const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const RECORD_SEPARATOR = 0x1e
const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN = 0x7b
const CLOSE = 0x7d

const marks = (...codes: number[]) => Uint8Array.from({ length: 256 }, (_, code) => (codes.includes(code) ? 1 : 0))
const inString = marks(QUOTE, BACKSLASH, LINE_FEED)
const inValue = marks(QUOTE, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, LINE_FEED)
const inScalar = marks(QUOTE, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, LINE_FEED, COMMA)
const between = marks(TAB, LINE_FEED, CARRIAGE_RETURN, RECORD_SEPARATOR, SPACE, COMMA)

/** The index of the next byte that matters, or the block's length. */
function next(block: Buffer, from: number, what: Uint8Array): number {
  const { length } = block
  for (let index = from; index < length; index += 1) if (what[block[index] ?? 0] === 1) return index
  return length
}

/** The members of an envelope whose elements are records, or envelopes of one. */
const listKeys = new Set(['Records', 'records', 'Events', 'events', 'logEvents'])
const LONGEST_LIST_KEY = 9
const TOO_LONG = 'longer than any key'

/**
 * Cuts text into items: the values at the top of the file and the elements of arrays that hold records.
 * Only brackets and quotes are followed, so depth costs nothing; whether an item is JSON is seen when it is whole.
 */
function scanner(tell: (piece: Found) => void, origin = 0) {
  /** Position of the block's first byte, and of the block in which something was last found. */
  let at = origin
  let progress = origin
  let depth = 0
  let quoted = false
  let escaped = false
  /** The depth at which items begin: 0 at the top, 1 in a bare array, 2 in an envelope's; and the envelope's key. */
  let level = 0
  let list = ''
  let key = ''
  let keyFrom = -1
  /** Where the current item begins (-1: none), and what earlier blocks held of it. */
  let item = -1
  let scalar = false
  let parts: Buffer[] = []
  let size = 0
  /** Whether the file has one value a line, and what is needed to know. */
  let lines = false
  let spread = false
  let closedOnLine = false
  let lineEnded = false
  /** Text at the top that begins no object and no array: where, and how. */
  let stray = -1
  let strayText = ''

  const found = (piece: Found) => {
    if (piece.kind !== 'other') progress = at
    tell(piece)
  }
  const unreadable = (position: number, reason: string, text: Buffer | string) =>
    found({ kind: 'unreadable', position, reason, excerpt: excerptOf(text) })

  const forget = () => {
    item = -1
    scalar = false
    parts = []
    size = 0
  }

  /** How the current item, or the text that is none, begins; the first part of an item may be short. */
  const beginning = () => (parts.length > 0 ? Buffer.concat(parts.slice(0, 2)) : Buffer.from(strayText, 'latin1'))

  /** Ends the current item before `to`; `from` is where the block's part of it begins. */
  const finish = (block: Buffer, from: number, to: number) => {
    const position = item
    const rest = block.subarray(from, to)
    const bytes = parts.length === 0 ? rest : Buffer.concat([...parts, rest])
    const isTooLong = size + rest.length > RECORD_LIMIT
    forget()
    if (isTooLong) unreadable(position, 'The record is larger than 8 MB.', bytes)
    else readItem(bytes, position, list, found)
    if (level === 0) closedOnLine = !spread
  }

  /** Gives up the current value, of which another line shows that it was cut off. */
  const breakOff = (block: Buffer, from: number, to: number) => {
    const reason = quoted ? 'A line ends within a string.' : 'The line ends before its JSON is complete.'
    unreadable(item < 0 ? at + to : item, reason, Buffer.concat([...parts, block.subarray(item < 0 ? to : from, to)]))
    forget()
    quoted = false
    if (lines) {
      level = 0
      list = ''
    }
    depth = level
  }

  const endStray = () => {
    if (stray < 0) return
    if (strayText.length < STRAY_LIMIT && isJson(strayText)) found({ kind: 'other', position: stray, isDigest: false, excerpt: excerptOf(strayText) })
    else unreadable(stray, reasonOf(strayText), Buffer.from(strayText, 'latin1'))
    stray = -1
    strayText = ''
  }

  /** Reads a byte between two items; answers how many bytes it took. */
  const step = (block: Buffer, index: number, code: number): number => {
    if (between[code] === 1) {
      if (code !== LINE_FEED) return 1
      if (level > 0) lineEnded = true
      else if (closedOnLine) lines = true
      closedOnLine = false
      return 1
    }
    if (level > 0 && code === CLOSE_LIST) {
      depth -= 1
      level = 0
      list = ''
      closedOnLine = depth === 0 && !spread
      return 1
    }
    if (level === 0) {
      if (code === 0xef && block[index + 1] === 0xbb && block[index + 2] === 0xbf) return 3
      if (code !== OPEN && code !== OPEN_LIST) {
        stray = at + index
        return 0
      }
      spread = false
      closedOnLine = false
      if (code === OPEN_LIST) {
        list = 'array'
        level = 1
        depth = 1
        return 1
      }
    }
    item = at + index
    key = ''
    if (code === OPEN || code === OPEN_LIST) depth += 1
    else scalar = true
    quoted = code === QUOTE
    return 1
  }

  /** Passes over text that is no JSON, up to a line that may be; answers where that begins. */
  const skipStray = (block: Buffer, from: number): number => {
    let index = from
    if (lineEnded) {
      while (index < block.length && between[block[index] ?? 0] === 1) index += 1
      if (index === block.length) return index
      lineEnded = false
      if (block[index] === OPEN || block[index] === OPEN_LIST) {
        endStray()
        return index
      }
    }
    const end = block.indexOf(LINE_FEED, index)
    const to = end < 0 ? block.length : end + 1
    if (strayText.length < STRAY_LIMIT) strayText += block.toString('latin1', index, Math.min(to, index + STRAY_LIMIT))
    lineEnded = end >= 0
    return to
  }

  return {
    /** Reads the next block; answers whether there is any use in another. */
    write(block: Buffer): boolean {
      let index = escaped ? 1 : 0
      let from = 0
      escaped = false
      keyFrom = quoted ? 0 : -1
      while (index < block.length) {
        if (stray >= 0) {
          index = skipStray(block, index)
          continue
        }
        const code = block[index] ?? 0
        if (lineEnded) {
          if (code === LINE_FEED || code === CARRIAGE_RETURN) {
            index += 1
            continue
          }
          lineEnded = false
          if (code === OPEN && (lines || quoted)) {
            breakOff(block, from, index)
            continue
          }
        }
        if (quoted) {
          index = next(block, index, inString)
          if (index >= block.length) break
          const mark = block[index]
          index += mark === BACKSLASH ? 2 : 1
          escaped = index > block.length
          if (mark === LINE_FEED) {
            lineEnded = true
            spread = true
          } else if (mark === QUOTE) {
            quoted = false
            if (depth === 1 && level === 0) {
              const length = key.length + index - 1 - keyFrom
              key = length <= LONGEST_LIST_KEY ? key + block.toString('latin1', keyFrom, index - 1) : ''
            }
          }
          continue
        }
        if (item < 0 && depth === level) {
          const taken = step(block, index, code)
          if (item === at + index) from = index
          index += taken
          continue
        }
        index = next(block, index, scalar ? inScalar : inValue)
        if (index >= block.length) break
        const mark = block[index]
        if (scalar && depth === level && (mark === COMMA || mark === CLOSE_LIST)) {
          finish(block, from, index)
          continue
        }
        index += 1
        if (mark === QUOTE) {
          quoted = true
          keyFrom = index
          key = ''
        } else if (mark === LINE_FEED) {
          lineEnded = true
          spread = true
        } else if (mark === OPEN_LIST && depth === 1 && level === 0 && listKeys.has(key)) {
          forget()
          list = key
          level = 2
          depth = 2
        } else if (mark === OPEN || mark === OPEN_LIST) {
          depth += 1
        } else if (mark !== COMMA && depth > level) {
          depth -= 1
          if (depth === level && item >= 0) finish(block, from, index)
          else if (depth === 0) closedOnLine = !spread
        }
      }
      if (quoted && depth === 1 && level === 0) {
        key = block.length - keyFrom <= LONGEST_LIST_KEY ? key + block.toString('latin1', keyFrom) : TOO_LONG
      }
      if (item >= 0) {
        size += block.length - from
        // Of a record that is too long, the beginning is kept, to show.
        if (size <= RECORD_LIMIT) parts.push(Buffer.from(block.subarray(from)))
        else parts = parts.slice(0, 2)
      }
      at += block.length
      if (at - progress <= SILENCE_LIMIT) return true
      unreadable(item >= 0 ? item : progress, 'No record in 64 MB; the rest of the file is left out.', beginning())
      return false
    },

    /** Says what is left when the text ends; `damage` says why it ends too early, if it does. */
    end(damage: string) {
      if (damage === '' && stray >= 0) endStray()
      else if (damage !== '' || item >= 0 || depth > 0) {
        const reason = item >= 0 ? 'The file ends in the middle of a record.' : 'The file ends before its JSON is complete.'
        unreadable(item >= 0 ? item : stray >= 0 ? stray : at, damage || reason, beginning())
      }
    },
  }
}

// ——— From items to records ———

/** Members of which a record has at least one, in any version, category and masking. */
const recordKeys = ['eventVersion', 'eventTime', 'eventID', 'eventName', 'eventSource', 'userIdentity', 'timeWindow']
const isRecord = (value: { [key: string]: Json }) => recordKeys.some((key) => Object.hasOwn(value, key))

/** Says what one item is: `list` is the member of the envelope in which it stands, 'array', or '' at the top. */
function readItem(bytes: Buffer, position: number, list: string, found: (piece: Found) => void): void {
  const unreadable = (reason: string) => found({ kind: 'unreadable', position, reason, excerpt: excerptOf(bytes) })
  if (!isUtf8(bytes)) return unreadable('The record is not valid UTF-8.')
  const raw = bytes.toString()
  const value = parsed(raw)
  if (value === undefined) return unreadable('The record is not valid JSON.')
  if (isObject(value)) {
    if (isRecord(value)) return found({ kind: 'record', raw, position })
    const inner = unwrapped(value, raw)
    if (inner !== undefined) {
      const [text, offset] = inner
      const content = parsed(text)
      if (isObject(content) && !/\p{Surrogate}/u.test(text)) {
        return found({ kind: 'record', raw: text, position: position + Buffer.byteLength(raw.slice(0, offset)) })
      }
      return unreadable('The record within the event is not valid JSON.')
    }
    const isEnvelope = list !== '' && [...listKeys].some((each) => Array.isArray(value[each]))
    if (isEnvelope) {
      const nested = scanner(found, position)
      nested.write(bytes)
      return nested.end('')
    }
  }
  if (list === 'Records') return isObject(value) ? found({ kind: 'record', raw, position }) : unreadable('The record is not a JSON object.')
  if (isObject(value) && [...listKeys].some((each) => value[each] === null)) return
  found({ kind: 'other', position, isDigest: isObject(value) && 'digestS3Object' in value, excerpt: excerptOf(bytes) })
}

/** The text of the record that an event of LookupEvents, EventBridge or CloudWatch Logs holds, and where it begins. */
function unwrapped(value: { [key: string]: Json }, raw: string): [text: string, offset: number] | undefined {
  const { CloudTrailEvent: event, detail, message } = value
  if (typeof event === 'string') return [event, 0]
  if (isObject(event)) return memberOf(raw, 'CloudTrailEvent')
  if (isObject(detail)) {
    const type = value['detail-type']
    const isCloudTrail = (typeof type === 'string' && type.includes('CloudTrail')) || Object.hasOwn(detail, 'eventVersion')
    return isCloudTrail ? memberOf(raw, 'detail') : undefined
  }
  if (typeof message !== 'string') return undefined
  const content = parsed(message)
  return isObject(content) && isRecord(content) ? [message, 0] : undefined
}

/** The text of a member of an object, as it is spelled, and where it begins. The last one counts, as in JSON.parse. */
function memberOf(raw: string, name: string): [text: string, offset: number] | undefined {
  let member: [text: string, offset: number] | undefined
  let depth = 0
  let from = -1
  let key = ''
  for (const { 0: token, index } of raw.matchAll(/"(?:[^"\\]+|\\.)*"|[{}[\],:]/gs)) {
    if (depth === 1 && (token === ',' || token === '}')) {
      if (from >= 0 && parsed(key) === name) {
        const text = raw.slice(from, index)
        member = [text.trim(), from + text.length - text.trimStart().length]
      }
      from = -1
    } else if (depth === 1 && token === ':' && from < 0) from = index + 1
    else if (depth === 1 && from < 0) key = token
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
  }
  return member
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

const isJson = (text: string) => parsed(text) !== undefined

/** Why text at the top of a file is no JSON, as far as its first bytes tell. */
function reasonOf(text: string): string {
  if (text.startsWith('\x1f\x8b')) return 'The file is compressed more than once.'
  if (text.startsWith('PK\x03\x04')) return 'A zip archive, not JSON.'
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) return 'Text in UTF-16; only UTF-8 is read.'
  return 'This is not JSON.'
}

/** The beginning of a text, at most 200 characters, with nothing in it that could hide or reorder what stands beside it. */
function excerptOf(text: Buffer | string): string {
  const beginning = typeof text === 'string' ? text.slice(0, 400) : text.subarray(0, 400).toString()
  return beginning.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·').slice(0, 200).replace(/\p{Surrogate}/gu, '')
}
