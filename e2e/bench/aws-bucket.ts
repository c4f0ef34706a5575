import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startFauxqs } from 'fauxqs'
import { daysAgo, keyOf } from '../aws/trail-bucket'
import { nobody, objectOf, recordOf } from './aws-records'
import { startDesk } from './desk'
import { atMost, spelled, type Report } from './report'
import { until } from './timing'

interface Size {
  home: string
  name: string
  objects: number
  recordsOfEach: number
}

/** Days over which the objects were delivered. */
const days = 30

/** Objects and records a second from a bucket to the store, against the AWS CLI's copy of it and a desk on the folder that this makes. */
export async function measureBucket({ home, name, objects, recordsOfEach }: Size, report: Report): Promise<void> {
  const server = await startFauxqs({ port: 0, logger: false })
  const url = `http://127.0.0.1:${server.port}`
  const environment = { ...nobody, AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL: '' }
  try {
    server.createBucket(name)
    await fill(url, name, objects, recordsOfEach)
    const records = objects * recordsOfEach
    const taken = async (read: Parameters<typeof startDesk>[0]) => {
      const desk = await startDesk(read)
      try {
        // From when the store is open: what comes before has nothing to do with what is read.
        await until(() => desk.health().then(({ ready }) => ready, () => false), 10, 120, 'the desk is ready')
        const began = performance.now()
        await desk.loaded()
        const seconds = (performance.now() - began) / 1_000
        const health = await desk.health()
        if (health.records !== records || health.quarantined !== 0) throw new Error(`The desk stored ${health.records} of ${records} records`)
        return { seconds, peak: desk.peakMemory() ?? 0 }
      } finally {
        await desk.stop()
      }
    }
    const { seconds, peak } = await taken({ options: ['--bucket', `s3://${name}`], environment, data: join(home, `${name}-bucket`) })
    const copy = join(home, `${name}-copy`)
    const synced = await sync(url, name, copy)
    const rival = synced === undefined ? undefined : synced + (await taken({ logs: copy, data: join(home, `${name}-folder`) })).seconds
    const against = rival === undefined ? {} : { ratio: { value: rival / seconds, means: `times as fast as aws s3 sync and its folder (${spelled(rival)} s, ${spelled(synced ?? 0)} s of them the copy)` } }
    const what = `${objects.toLocaleString('en')} ${name} objects of a bucket, ${records.toLocaleString('en')} records`
    report.add({ name: `aws.bucket.${name}.objects`, what, value: objects / seconds, unit: 'objects/s', ...against })
    report.add({ name: `aws.bucket.${name}.records`, what, value: records / seconds, unit: 'records/s' })
    report.add({ name: `aws.bucket.${name}.memory`, what: `most memory of the server, ${name} objects`, value: peak / 1e6, unit: 'MB', aim: atMost(peak, 2e9, 'at most 2 GB') })
  } finally {
    await server.stop()
  }
}

async function fill(endpoint: string, bucket: string, objects: number, recordsOfEach: number): Promise<void> {
  const client = new S3Client({ endpoint, region: 'eu-west-1', forcePathStyle: true, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
  const numbers = Array.from({ length: objects }, (_, index) => index).values()
  const put = async () => {
    for (const index of numbers) {
      const on = daysAgo(index % days)
      const minute = Math.floor(index / days) % 1_440
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}${String(minute % 60).padStart(2, '0')}`
      const records = Array.from({ length: recordsOfEach }, (_, second) => recordOf(Date.parse(`${on}T00:00:00Z`) + ((minute * 60 + second) % 86_400) * 1_000))
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(on, time, String(index)), Body: objectOf(records) }))
    }
  }
  await Promise.all(Array.from({ length: 16 }, put))
  client.destroy()
}

/** Seconds that the AWS CLI takes to copy a bucket; undefined where there is no CLI. */
async function sync(url: string, bucket: string, to: string): Promise<number | undefined> {
  if (spawnSync('aws', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined
  // To the CLI, a profile without a name is one that it cannot find.
  const { AWS_PROFILE: _, ...env } = { ...process.env, ...nobody }
  const began = performance.now()
  const cli = spawn('aws', ['s3', 'sync', `s3://${bucket}`, to, '--endpoint-url', url, '--only-show-errors'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  await once(cli, 'close')
  if (cli.exitCode !== 0) throw new Error('aws s3 sync failed; the reason stands above.')
  return (performance.now() - began) / 1_000
}
