import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { z } from 'zod'
import type { Span } from './reach'

/** One stream of events of AWS: management events, or Insights, of an account in a region. */
export interface Stream {
  account: string
  region: string
  category: 'management' | 'insight'
}

const compressed = promisify(gzip)

/**
 * Writes records, newest first, as CloudTrail itself writes them to a bucket, and where: so a folder of them is read like
 * any other. When this returns, they are on the disk.
 * @throws Error of the file system
 */
export async function writeRecords(folder: string, { account, region, category }: Stream, newest: number, raws: readonly string[]): Promise<void> {
  const stamp = new Date(newest * 1_000).toISOString()
  const kind = category === 'insight' ? 'CloudTrail-Insight' : 'CloudTrail'
  const minute = stamp.slice(0, 16).replace(/[-:]/g, '')
  const name = `${account}_${kind}_${region}_${minute}Z_${randomBytes(8).toString('hex')}.json.gz`
  const path = join(folder, account, kind, region, ...stamp.slice(0, 10).split('-'), name)
  await writeWhole(path, await compressed(`{"Records":[${raws.join(',')}]}`))
}

const spans = z.array(z.object({ from: z.int(), to: z.int() }))

/** What of a stream was fetched before; nothing, if that cannot be told. */
export async function readReach(folder: string, stream: Stream): Promise<Span[]> {
  const text = await readFile(reachPath(folder, stream), 'utf8').catch(() => '[]')
  try {
    return spans.parse(JSON.parse(text))
  } catch {
    // Fetched twice, an event is still counted once.
    return []
  }
}

/** @throws Error of the file system */
export const writeReach = (folder: string, stream: Stream, reach: readonly Span[]): Promise<void> =>
  writeWhole(reachPath(folder, stream), Buffer.from(JSON.stringify(reach)))

const reachPath = (folder: string, { account, region, category }: Stream) => join(folder, `${account}_${region}_${category}.json`)

/** A file is there whole or not at all, whatever happens meanwhile. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.part`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, path)
}
