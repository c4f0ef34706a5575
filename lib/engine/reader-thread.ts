import 'server-only'
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** A question to one of a thread's sessions. */
export interface Ask {
  session: number
  text: string
  parameters: Record<string, unknown>
  format: 'JSONEachRow' | 'TSVRaw'
  /** Whether all of the answer is to come at once. */
  isWhole: boolean
}

/** What a thread is told to do: to begin an answer, to go on with it, to leave it, or to end. */
export type Asked = ({ what: 'ask'; id: number } & Ask) | { what: 'next' | 'stop'; id: number; session: number } | { what: 'close' }

const told = z.object({
  id: z.int(),
  isOver: z.boolean(),
  block: z.instanceof(Uint8Array<ArrayBuffer>).optional(),
  error: z.string().optional(),
})
/** What it says to each: a block of the answer, and whether it was the last. */
export type Told = z.infer<typeof told>

/** A thread with sessions of the embedded engine. */
export interface ReaderThread {
  /**
   * The answer as it comes, block by block; nothing is read ahead of who takes it.
   * @throws Error with the engine's words
   */
  ask(ask: Ask): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/** Lies where the server runs: what bundles the server would take a URL for a part of it. */
const script = () => join(process.cwd(), 'lib/engine/reader.mjs')

/** Starts a thread that reads a folder that this process has open already. */
export function readerThread(folder: string, connectionArgs: readonly string[], sessions: number): ReaderThread {
  const worker = new Worker(/* turbopackIgnore: true */ script(), { workerData: { folder, connectionArgs, sessions }, execArgv: [] })
  const waiting = new Map<number, { resolve: (told: Told) => void; reject: (error: Error) => void }>()
  let last = 0
  let ended: Error | undefined
  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (message: unknown) => {
    const answer = told.parse(message)
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
  })
  worker.on('error', end)
  worker.on('exit', () => end(new Error('a thread that reads the store has ended')))
  // Only who waits for an answer keeps the process alive.
  worker.unref()

  const say = (asked: Exclude<Asked, { what: 'close' }>): Promise<Told> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended)
      waiting.set(asked.id, { resolve, reject })
      worker.ref()
      worker.postMessage(asked)
    })
  return {
    async *ask(ask) {
      const id = (last += 1)
      let isOver = false
      try {
        for (let asked: Exclude<Asked, { what: 'close' }> = { what: 'ask', id, ...ask }; !isOver; asked = { what: 'next', id, session: ask.session }) {
          const answer = await say(asked)
          ;({ isOver } = answer)
          if (answer.error !== undefined) throw new Error(answer.error)
          if (answer.block && answer.block.length > 0) yield answer.block
        }
      } finally {
        if (!isOver && !ended) await say({ what: 'stop', id, session: ask.session })
      }
    },
    async close() {
      if (ended) return
      const exit = once(worker, 'exit')
      worker.ref()
      worker.postMessage({ what: 'close' } satisfies Asked)
      await exit
    },
  }
}
