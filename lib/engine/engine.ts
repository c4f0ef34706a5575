import type { z } from 'zod'
import type { Sql } from './sql'

/** What a query may take, and how it is stopped. */
export interface QueryOptions {
  /** Stops the query in the engine itself, not only the waiting for it. */
  signal?: AbortSignal | undefined
  /** Seconds after which the engine gives up. */
  seconds?: number
  /** Whether nobody waits for it: it begins only while nothing else is asked, and takes one core at most. */
  isQuiet?: boolean
}

/** What the whole application knows of the analytical engine. */
export interface Engine {
  /**
   * The rows that a query answers, each checked.
   * @throws EngineError if the engine refuses or gives up
   */
  rows<T>(shape: z.ZodType<T>, query: Sql, options?: QueryOptions): Promise<T[]>
  /**
   * The answer as it comes, block by block, without ever holding all of it.
   * @param format a ClickHouse format, e.g. `LineAsString`
   * @throws EngineError while it is read
   */
  stream(query: Sql, format: 'JSONEachRow' | 'TSVRaw', options?: QueryOptions): AsyncIterable<Uint8Array>
  /**
   * Runs a command that answers nothing; its only values are whole numbers. One command or insert runs at a time, and
   * beside them one `ahead`, of those that prepare what others will need.
   */
  command(command: Sql, when?: 'ahead'): Promise<void>
  /** Inserts rows (objects by column) into a table; all of them or, if it throws, perhaps some. */
  insert(table: TableName, rows: readonly object[]): Promise<void>
  /** Ends all sessions. What still runs is stopped. */
  close(): Promise<void>
}

/** The tables that rows are inserted into from outside of the engine. */
export type TableName = 'careful' | 'identities' | 'verdicts' | 'judged' | 'agent_needles'

/** Why an engine did not answer. */
export class EngineError extends Error {
  constructor(
    readonly kind: 'stopped' | 'too slow' | 'out of memory' | 'locked' | 'refused',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'EngineError'
  }

  /** The server is built of several bundles, each with this class in it: what one throws, another must know. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'EngineError'
  }
}
