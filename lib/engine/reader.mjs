// A thread that reads from the embedded engine: to plan a question takes the engine some milliseconds in which the thread
// that asks stands still. Plain JavaScript: Node runs it as it is, beside the server's bundle.
import { parentPort, workerData } from 'node:worker_threads'
import { Session } from 'chdb'

const port = parentPort
if (!port) throw new Error('reader.mjs runs as a thread')

/** @type {{ folder: string, connectionArgs: string[], sessions: number }} */
const { folder, connectionArgs, sessions: count } = workerData
const sessions = Array.from({ length: count }, () => new Session(folder, { connectionArgs }))
/** @type {Map<number, AsyncIterator<{ raw(): Uint8Array }>>} */
const answers = new Map()

port.on('message', async (/** @type {import('./reader-thread').Asked} */ asked) => {
  if (asked.what === 'close') {
    for (const session of sessions) session.close()
    return port.close()
  }
  const { id } = asked
  try {
    if (asked.what === 'ask') answers.set(id, begin(asked)[Symbol.asyncIterator]())
    const answer = answers.get(id)
    if (asked.what === 'stop') {
      answers.delete(id)
      await answer?.return?.()
      return tell({ id, isOver: true })
    }
    const blocks = await blocksOf(answer, asked.what === 'ask' && asked.isWhole)
    if (blocks.isOver) answers.delete(id)
    tell({ id, ...blocks })
  } catch (error) {
    answers.delete(id)
    if (asked.what !== 'stop') await forget(asked.session).catch(() => undefined)
    tell({ id, isOver: true, error: error instanceof Error ? error.message : String(error) })
  }
})

/**
 * The engine keeps a question that failed, and the memory it took, until its session is asked again.
 * @param {number} session
 */
async function forget(session) {
  const answer = sessions[session]?.queryStreamBind('SELECT 1', {}, { format: 'TSVRaw' })
  for await (const block of answer ?? []) block.raw()
}

/** @param {Extract<import('./reader-thread').Asked, { what: 'ask' }>} asked */
function begin({ session, text, parameters, format }) {
  const chosen = sessions[session]
  if (!chosen) throw new Error(`there is no session ${session}`)
  return chosen.queryStreamBind(text, parameters, { format })
}

/**
 * The next block of an answer, or all that is left of it, in memory of its own.
 * @param {AsyncIterator<{ raw(): Uint8Array }> | undefined} answer
 * @param {boolean} isWhole
 */
async function blocksOf(answer, isWhole) {
  const blocks = []
  for (;;) {
    const next = await answer?.next()
    if (!next || next.done) return { isOver: true, block: joined(blocks) }
    blocks.push(next.value.raw())
    if (!isWhole) return { isOver: false, block: joined(blocks) }
  }
}

/** @param {Uint8Array[]} blocks */
function joined(blocks) {
  const all = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0))
  let at = 0
  for (const block of blocks) {
    all.set(block, at)
    at += block.length
  }
  return all
}

/** @param {import('./reader-thread').Told} told */
function tell(told) {
  port?.postMessage(told, told.block ? [told.block.buffer] : [])
}
