import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { readSpans, writeSpans, writeWhole } from '../span-file'
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

/** What of a stream was fetched before; nothing, if that cannot be told: fetched twice, an event is still counted once. */
export const readReach = (folder: string, stream: Stream): Promise<Span[]> => readSpans(reachPath(folder, stream))

/** @throws Error of the file system */
export const writeReach = (folder: string, stream: Stream, reach: readonly Span[]): Promise<void> => writeSpans(reachPath(folder, stream), reach)

const reachPath = (folder: string, { account, region, category }: Stream) => join(folder, `${account}_${region}_${category}.json`)
