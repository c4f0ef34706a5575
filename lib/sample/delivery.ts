import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { logsIn } from './manifest'
import type { LogFile } from './waiting'

/** A way to put log files where a trail puts them, each whole or not at all. */
export type Delivery = (file: LogFile) => void

/** Delivers to a folder, in the layout of a trail's bucket. */
export function deliveryTo(out: string): Delivery {
  const known = new Set<string>()
  return ({ account, region, day, close, name, texts }) => {
    const at = new Date(day.midnight + close * 1000).toISOString()
    const folder = join(logsIn(out), account, 'CloudTrail', region, at.slice(0, 4), at.slice(5, 7), at.slice(8, 10))
    const stamp = `${at.slice(0, 16).replaceAll(/[-:]/g, '')}Z`
    writeWhole(known, folder, `${account}_CloudTrail_${region}_${stamp}_${name}.json.gz`, `{"Records":[${texts.join(',')}]}`)
  }
}

/** A digest, as lies beside log files where a trail has validation switched on: it lists files, and holds no records. */
export function deliverDigest(out: string, account: string, to: Date): void {
  const at = to.toISOString()
  const start = new Date(to.getTime() - 3_600_000).toISOString()
  const folder = join(logsIn(out), account, 'CloudTrail-Digest', 'us-east-1', at.slice(0, 4), at.slice(5, 7), at.slice(8, 10))
  const name = `${account}_CloudTrail-Digest_us-east-1_fernway-trail_us-east-1_${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z.json.gz`
  writeWhole(
    new Set(),
    folder,
    name,
    JSON.stringify({
      awsAccountId: account,
      digestStartTime: `${start.slice(0, 19)}Z`,
      digestEndTime: `${at.slice(0, 19)}Z`,
      digestS3Bucket: 'fernway-trail-archive',
      digestS3Object: `AWSLogs/${account}/CloudTrail-Digest/us-east-1/${at.slice(0, 10).replaceAll('-', '/')}/${name}`,
      digestSignatureAlgorithm: 'SHA256withRSA',
      newestEventTime: null,
      oldestEventTime: null,
      previousDigestS3Bucket: null,
      previousDigestS3Object: null,
      logFiles: [],
    }),
  )
}

function writeWhole(known: Set<string>, folder: string, name: string, text: string): void {
  if (!known.has(folder)) {
    mkdirSync(folder, { recursive: true })
    known.add(folder)
  }
  const path = join(folder, name)
  // Level 3 shrinks invented records to about the share of their size to which real ones shrink.
  writeFileSync(`${path}.tmp`, gzipSync(text, { level: 3 }))
  renameSync(`${path}.tmp`, path)
}
