import 'server-only'
import { randomUUID } from 'node:crypto'
import { Session } from 'chdb'
import type { z } from 'zod'
import { EngineError, type Engine, type QueryOptions, type TableName } from './engine'
import { bound, numeric, sql, type Sql } from './sql'

/** How the embedded engine is opened. */
export interface ChdbOptions {
  /** Where it keeps its data. */
  folder: string
  /** Queries that run side by side; a session runs one at a time. */
  readers?: number
  /** Seconds after which a query is given up unless it says otherwise. */
  seconds?: number
}

const MB = 1024 * 1024
/** The engine's share of the 2 GB that the whole process may take. */
const engineMemory = 1_200 * MB
const queryMemory = 700 * MB
const connectionArgs = [
  '--max_threads=2',
  '--mark_cache_size=67108864',
  `--max_server_memory_usage=${engineMemory}`,
  // The engine would use a second thread only with gigabytes to spare; what a query may take is bounded below.
  '--max_threads_min_free_memory_per_thread=0',
  '--max_insert_threads_min_free_memory_per_thread=0',
  // Merging is never in a hurry, and leaves memory to those who are.
  '--os_threads_nice_value_merge_mutate=19',
  '--merges_mutations_memory_usage_soft_limit=100000000',
  // To compile a question takes up to a third of a second, at the third time that one like it is asked; it is answered no sooner for it.
  '--compile_expressions=0',
  '--compile_aggregate_expressions=0',
  '--compile_sort_description=0',
  '--output_format_json_quote_64bit_integers=0',
  '--output_format_json_quote_denormals=0',
]

/**
 * Opens the embedded ClickHouse on a folder. Reads take a session of a pool; commands and inserts take turns.
 *
 * Parameters go with `queryStreamBind`: of chDB 3.4's ways to bind them it is the only one that does not wait for every
 * other query of the process.
 * @throws EngineError `locked` if another process has the folder open
 */
export function openChdb({ folder, readers = 6, seconds = 30 }: ChdbOptions): Engine {
  const open = () => {
    try {
      return new Session(folder, { connectionArgs })
    } catch (error) {
      // The engine prints why to the terminal; to the caller it says only that it could not.
      throw new EngineError('locked', `The store in ${folder} cannot be opened: most often another desk has it open. Stop that one, or give another folder with --data.`, { cause: error })
    }
  }
  const writer = open()
  const ahead = open()
  const killer = open()
  const idle = Array.from({ length: readers }, open)
  const sessions = [writer, ahead, killer, ...idle]
  const waiting: ((session: Session) => void)[] = []
  /** Queries for which nobody waits, told when no other runs. */
  const quiet: (() => void)[] = []
  const turns = { now: Promise.resolve(), ahead: Promise.resolve() }
  let closed = false

  const take = async ({ signal, isQuiet }: QueryOptions): Promise<Session> => {
    while (isQuiet && !closed && idle.length < readers) await new Promise<void>((resolve) => quiet.push(resolve))
    if (closed) throw new EngineError('stopped', 'The store is closed.')
    const session = idle.pop() ?? (await new Promise<Session>((resolve) => waiting.push(resolve)))
    if (!signal?.aborted) return session
    give(session)
    throw new EngineError('stopped', 'Nobody waits for the answer any more.')
  }
  const give = (session: Session) => {
    const next = waiting.shift()
    if (next) return next(session)
    idle.push(session)
    if (idle.length === readers) quiet.shift()?.()
  }
  const kill = (tag: string) =>
    killer
      .queryAsync(`KILL QUERY WHERE query_id IN (SELECT query_id FROM system.processes WHERE Settings['log_comment'] = '${tag}') ASYNC`)
      .catch(() => undefined)

  async function* stream(query: Sql, format: string, options: QueryOptions = {}): AsyncGenerator<Uint8Array> {
    const { signal, seconds: limit = seconds, isQuiet = false } = options
    const session = await take(options)
    const tag = randomUUID()
    const stop = () => void kill(tag)
    signal?.addEventListener('abort', stop, { once: true })
    let whole = false
    try {
      const { query: text, parameters } = bound(query)
      const settings = `SETTINGS max_execution_time = ${Math.ceil(limit)}, max_memory_usage = ${queryMemory}, log_comment = '${tag}'${isQuiet ? ', max_threads = 1' : ''}`
      const answer = session.queryStreamBind(`${text} ${settings}`, parameters, { format })
      for await (const chunk of answer) {
        if (signal?.aborted) break
        yield chunk.raw()
      }
      whole = true
    } catch (error) {
      throw signal?.aborted ? new EngineError('stopped', 'Nobody waits for the answer any more.') : understood(error)
    } finally {
      signal?.removeEventListener('abort', stop)
      if (!whole) await kill(tag)
      give(session)
    }
    if (signal?.aborted) throw new EngineError('stopped', 'Nobody waits for the answer any more.')
  }

  /** Commands and inserts take turns. */
  const write = (work: () => Promise<unknown>, when: 'now' | 'ahead' = 'now'): Promise<void> => {
    const mine = turns[when].then(async () => void (await work()))
    turns[when] = mine.catch(() => undefined)
    return mine.catch((error: unknown) => {
      throw understood(error)
    })
  }

  return {
    async rows<T>(shape: z.ZodType<T>, query: Sql, options?: QueryOptions): Promise<T[]> {
      const blocks: Uint8Array[] = []
      for await (const block of stream(query, 'JSONEachRow', options)) blocks.push(block)
      const text = Buffer.concat(blocks).toString()
      return text === '' ? [] : text.trimEnd().split('\n').map((line) => shape.parse(JSON.parse(line)))
    },
    stream,
    command: (command, when) => write(() => (when === 'ahead' ? ahead : writer).queryAsync(numeric(command)), when),
    insert: (table: TableName, rows: readonly object[]) =>
      write(async () => {
        if (rows.length === 0) return
        await writer.insert({ table, format: 'JSONEachRow', values: Buffer.from(rows.map(lineOf).join('\n')) })
      }),
    async close() {
      if (closed) return
      closed = true
      await Promise.all([turns.now, turns.ahead])
      await killer.queryAsync('KILL QUERY WHERE 1 ASYNC').catch(() => undefined)
      for (const session of sessions) session.close()
    },
  }
}

/** A row as the engine reads it. It takes no half of a character, which a record may hold: one such would keep all others out. */
function lineOf(row: object): string {
  const line = JSON.stringify(row)
  // Of halves alone JSON writes the code; before a code that a text holds stands a second backslash, and to look twice does no harm.
  return /\\ud[89a-f]/.test(line) ? JSON.stringify(row, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)) : line
}

/** An error of chDB, as this application tells it apart; the engine's own words are kept as its cause. */
function understood(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  const message = error instanceof Error ? error.message : String(error)
  const options = { cause: error }
  if (/QUERY_WAS_CANCELLED/.test(message)) return new EngineError('stopped', 'The query was stopped.', options)
  if (/TIMEOUT_EXCEEDED|TOO_SLOW/.test(message)) return new EngineError('too slow', 'The store took too long to answer.', options)
  if (/MEMORY_LIMIT_EXCEEDED/.test(message)) return new EngineError('out of memory', 'The answer needs more memory than there is.', options)
  return new EngineError('refused', message, options)
}

/** Whether the engine answers. */
export const isAlive = async (engine: Engine): Promise<boolean> => {
  for await (const block of engine.stream(sql`SELECT 1`, 'TSVRaw', { seconds: 5 })) if (block.length > 0) return true
  return false
}
