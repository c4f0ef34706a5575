import { once, setMaxListeners } from 'node:events'
import { credentialsOf, type Access } from '../aws-access'
import type { Gate } from '../gate'
import type { QueueState } from '../live-source'
import { queueOf, type Queue, type Reader } from './queue'

/** A queue as one of its readers sees it. */
export interface OwnQueue {
  state(): QueueState
  look(): void
  /** Reads it until the signal, and that of each other reader, is aborted. */
  run(signal: AbortSignal): Promise<void>
}

/** The queues of a desk. One that tells of several buckets is read once, for all of them: a message is given to one who asks only. */
export interface SharedQueues {
  /** Joins those who read a queue. It is read with the access of the first, while any of them is not paused. */
  join(queue: { url: string; access: Access; region: string | undefined; gate: Gate }, reader: Reader): OwnQueue
}

interface Shared {
  queue: Queue
  readers: Reader[]
  gates: Gate[]
  running: Promise<void> | undefined
  /** How many of them run. */
  runs: number
  stopped: AbortController
}

/** No queue is read yet. */
export function sharedQueues(): SharedQueues {
  const all = new Map<string, Shared>()
  return {
    join({ url, access, region, gate }, reader) {
      const shared = all.get(url) ?? opened(url, access, region)
      all.set(url, shared)
      shared.readers.push(reader)
      shared.gates.push(gate)
      return {
        state: () => ({ ...shared.queue.state(), sharedWith: shared.readers.flatMap((each) => (each === reader ? [] : [each.source])) }),
        look: shared.queue.look,
        run: (signal) => run(shared, signal),
      }
    },
  }
}

function opened(url: string, access: Access, region: string | undefined): Shared {
  const gates: Gate[] = []
  const readers: Reader[] = []
  const isOpen = () => gates.some((gate) => gate.isOpen())
  const gate = { isOpen, pass: () => (isOpen() ? Promise.resolve() : Promise.race(gates.map((each) => each.pass()))) }
  const stopped = new AbortController()
  // All that runs side by side listens to it.
  setMaxListeners(0, stopped.signal)
  return { queue: queueOf({ url, access, credentials: credentialsOf(access, gate), region, readers }), readers, gates, running: undefined, runs: 0, stopped }
}

async function run(shared: Shared, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  shared.runs += 1
  shared.running ??= shared.queue.run(shared.stopped.signal)
  try {
    await Promise.race([shared.running, once(signal, 'abort')])
  } finally {
    shared.runs -= 1
    if (shared.runs === 0) shared.stopped.abort()
  }
}
