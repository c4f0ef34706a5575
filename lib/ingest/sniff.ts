import 'server-only'
import { open } from 'node:fs/promises'
import { constants, gunzipSync } from 'node:zlib'

/** What can be told of a file from its ends. */
export interface Sniffed {
  compression: 'gzip' | 'none'
  /** Bytes of its text. What gzip says of it may be a lie. */
  textSize: number
  /** Whether it begins as CloudTrail writes: `{"Records":[{` and nothing between. */
  isTrail: boolean
}

const trailBeginning = '{"Records":[{'
const head = 512

/**
 * Looks at the two ends of a file.
 * @throws Error of the file system if it cannot be opened
 */
export async function sniff(location: string, size: number): Promise<Sniffed> {
  const handle = await open(location)
  try {
    const buffer = Buffer.alloc(head)
    const { bytesRead } = await handle.read(buffer, 0, head, 0)
    const start = buffer.subarray(0, bytesRead)
    const isGzip = start[0] === 0x1f && start[1] === 0x8b
    if (!isGzip) return { compression: 'none', textSize: size, isTrail: start.toString('latin1').startsWith(trailBeginning) }
    const trailer = Buffer.alloc(4)
    await handle.read(trailer, 0, 4, Math.max(0, size - 4))
    return { compression: 'gzip', textSize: trailer.readUInt32LE(), isTrail: inflated(start).startsWith(trailBeginning) }
  } finally {
    await handle.close()
  }
}

function inflated(start: Buffer): string {
  try {
    // RFC 1952: the text's length stands in the last four bytes; the beginning needs no more than the first few.
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1', 0, trailBeginning.length)
  } catch {
    return ''
  }
}
