import { setImmediate } from 'node:timers/promises'

const turnMilliseconds = 8

/** The lines of a text that comes in blocks, without their ends. Lets others have their turn. */
export async function* linesOf(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  let since = performance.now()
  for await (const block of blocks) {
    const text = rest.length === 0 ? Buffer.from(block.buffer, block.byteOffset, block.byteLength) : Buffer.concat([rest, block])
    let from = 0
    for (let end = text.indexOf(0x0a); end >= 0; end = text.indexOf(0x0a, from)) {
      yield text.toString('utf8', from, end)
      from = end + 1
      if (performance.now() - since <= turnMilliseconds) continue
      await setImmediate()
      since = performance.now()
    }
    rest = Buffer.from(text.subarray(from))
  }
  if (rest.length > 0) yield rest.toString()
}
