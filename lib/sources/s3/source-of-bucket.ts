import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startTrailBucket } from '@/e2e/aws/trail-bucket'
import { emulated } from '../emulated'
import type { IsStored } from '../trail-file'
import { bucketSource } from './bucket'

/** For tests: a bucket, and how to begin to read it, again as another start would. */
export async function bucketWith(prefix = '') {
  const bucket = await startTrailBucket()
  const data = mkdtempSync(join(tmpdir(), 'traildesk-s3-'))
  // Registered first, it comes last.
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  emulated(bucket.environment, bucket)
  const folders = { copies: join(data, 'cache', 's3'), state: join(data, 's3') }
  const start = ({ isStored = () => true, ...more }: Partial<Parameters<typeof bucketSource>[0]> & { isStored?: IsStored } = {}) => {
    const source = bucketSource({ name: 's3', folders, bucket: 'logs', prefix, days: 90, isRequesterPays: false, access: {}, ...more })
    const stop = source.watch(() => undefined, isStored)
    onTestFinished(stop)
    return { source, stop }
  }
  return { ...bucket, data, folders, start }
}
