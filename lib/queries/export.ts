import 'server-only'
import { csvLine } from '@/lib/api/csv'
import type { ListedEvent } from '@/lib/api/events'
import type { exportContract } from '@/lib/api/export'
import { Failure } from '@/lib/api/failure'
import { sql } from '@/lib/engine/sql'
import { where } from '@/lib/filter/sql'
import { actorKeys } from './actor-keys'
import { linesOf } from './lines'
import { listed, storedColumns, storedEvent } from './listed'
import type { Question } from './question'

/** An answer that is read as it is made. */
export interface Streamed {
  contentType: string
  fileName: string
  parts: AsyncIterable<Uint8Array>
}

/** A text that is there already, as an answer's only part. */
export async function* inOnePart(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** An export takes as long as its reader does. */
const seconds = 86_400

/**
 * Everything that a Filter selects, newest first, never held as a whole.
 *
 * ndjson is the raw records, one a line, as they are stored; a record whose file was pretty-printed loses its line
 * breaks, which stand between tokens only: JSON has none inside of texts.
 * @throws EngineError while it is read, Failure if too many are under way
 */
export async function exported({ store: { engine, catalogue }, filter, takes: { format }, options }: Question<typeof exportContract>): Promise<Streamed> {
  const keys = await actorKeys(engine, filter, options)
  const selected = sql`FROM events WHERE ${where(filter, keys)} ORDER BY time DESC, id DESC`
  const patient = { ...options, seconds }
  const fileName = `traildesk-${stamp(filter.from)}-${stamp(filter.to)}.${format}`
  if (format === 'ndjson') {
    const oneLine = sql`replaceAll(replaceAll(raw, '\\n', ''), '\\r', '')`
    return { contentType: 'application/x-ndjson; charset=utf-8', fileName, parts: oneOfFew(engine.stream(sql`SELECT ${oneLine} ${selected}`, 'TSVRaw', patient)) }
  }
  const rows = engine.stream(sql`SELECT ${storedColumns} ${selected}`, 'JSONEachRow', patient)
  return { contentType: 'text/csv; charset=utf-8; header=present', fileName, parts: oneOfFew(csvOf(rows, (row) => listed(row, catalogue))) }
}

/** Whoever reads slowly keeps a session of the engine, of which pages must find one free. */
const mostAtOnce = 3
let underWay = 0

async function* oneOfFew(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (underWay >= mostAtOnce) {
    throw new Failure({ title: 'Too many exports at once', status: 503, detail: `${mostAtOnce} exports are under way.`, todo: 'Retry when one of them has ended.' })
  }
  underWay += 1
  try {
    yield* parts
  } finally {
    underWay -= 1
  }
}

const stamp = (time: Date) => time.toISOString().slice(0, 19).replace(/[-:]/g, '')

type Listed = (row: ReturnType<typeof storedEvent.parse>) => ListedEvent

const columns: Record<string, (event: ListedEvent) => string> = {
  eventTime: (event) => event.eventTime,
  severity: (event) => event.severity,
  class: (event) => event.class,
  identityLabel: (event) => event.identityLabel,
  identity: (event) => event.identity,
  identityType: (event) => event.identityType,
  eventName: (event) => event.eventName,
  eventSource: (event) => event.eventSource,
  target: (event) => event.target,
  outcome: (event) => event.outcome,
  errorCode: (event) => event.errorCode,
  sentence: (event) => event.sentence,
  reasons: (event) => event.reasons.map(({ why }) => why).join(' '),
  awsRegion: (event) => event.awsRegion,
  recipientAccountId: (event) => event.recipientAccountId,
  sourceIPAddress: (event) => event.sourceIPAddress,
  userAgent: (event) => event.userAgent,
  accessKeyId: (event) => event.accessKeyId,
  readOnly: (event) => (event.readOnly === null ? '' : String(event.readOnly)),
  source: (event) => event.source,
  eventID: (event) => event.eventID,
}

async function* csvOf(blocks: AsyncIterable<Uint8Array>, listedFrom: Listed): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(csvLine(Object.keys(columns)))
  for await (const lines of linesOf(blocks)) {
    const text = lines.map((line) => {
      const event = listedFrom(storedEvent.parse(JSON.parse(line)))
      return csvLine(Object.values(columns).map((cell) => cell(event)))
    })
    yield encoder.encode(text.join(''))
  }
}
