import { gzipSync } from 'node:zlib'
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { startFauxqs } from 'fauxqs'
import { startFaultProxy, type FaultProxy } from './fault-proxy'

/** A bucket that trails deliver to, and a queue that tells of it, behind a proxy that can spoil what is asked of them. */
export interface TrailBucket extends Place {
  /** Its requests pass by this; those of the test itself do not. */
  proxy: FaultProxy
  /** What a desk's environment must say to find both. */
  environment: Record<string, string>
  /** Another bucket, and another queue that tells of it. */
  another(bucket: string): Place
  /** Sends by an SNS topic that the queue subscribes to, in an envelope or raw. */
  publish(message: string, how: 'wrapped' | 'raw'): Promise<void>
  stop(): Promise<void>
}

/** A bucket, and a queue. */
export interface Place {
  queue: string
  put(key: string, bytes: Buffer): Promise<void>
  remove(key: string): Promise<void>
  send(body: string): Promise<void>
  /** How many messages of the queue wait, and how many are received and not deleted. */
  messages(): { ready: number; inFlight: number }
}

/** As AWS spells a UTC day. */
export const today = (): string => new Date().toISOString().slice(0, 10)
export const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** The key of an object that a trail delivered on a day at a time, `0905`. */
export const keyOf = (on: string, time: string, unique: string, { account = '111122223333', above = '', kind = 'CloudTrail' } = {}): string =>
  `${above}AWSLogs/${account}/${kind}/eu-west-1/${on.replaceAll('-', '/')}/${account}_${kind}_eu-west-1_${on.replaceAll('-', '')}T${time}Z_${unique}.json.gz`

/** An object as trails deliver it. */
export const trailOf = (...records: object[]): Buffer => gzipSync(JSON.stringify({ Records: records }))

/** What S3 tells of a new object. */
export const s3Notification = (bucket: string, ...keys: string[]): string =>
  JSON.stringify({ Records: keys.map((key) => ({ eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+') } } })) })

export async function startTrailBucket(name = 'logs'): Promise<TrailBucket> {
  const server = await startFauxqs({ port: 0, logger: false })
  const endpoint = `http://127.0.0.1:${server.port}`
  const proxy = await startFaultProxy(server.port)
  const own = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
  const s3 = new S3Client({ ...own, forcePathStyle: true })
  const sqs = new SQSClient({ ...own, useQueueUrlAsEndpoint: false })
  const place = (bucket: string, named: string): Place => {
    server.createBucket(bucket)
    server.createQueue(named)
    const queue = server.inspectQueue(named)?.url ?? ''
    return {
      queue,
      put: async (key, bytes) => void (await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }))),
      remove: async (key) => void (await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))),
      send: async (body) => void (await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body }))),
      messages() {
        const { ready = [], inflight = [] } = server.inspectQueue(named)?.messages ?? {}
        return { ready: ready.length, inFlight: inflight.length }
      },
    }
  }
  const first = place(name, 'trail')
  for (const [topic, raw] of [['wrapped', 'false'], ['raw', 'true']] as const) {
    server.createTopic(topic)
    server.subscribe({ topic, queue: 'trail', attributes: { RawMessageDelivery: raw } })
  }
  return {
    ...first,
    proxy,
    another: (bucket) => place(bucket, bucket),
    environment: {
      AWS_ENDPOINT_URL_S3: proxy.url, AWS_ENDPOINT_URL_SQS: proxy.url, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'no-real-secret', AWS_REGION: 'us-east-1',
      AWS_SESSION_TOKEN: '', AWS_PROFILE: '', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true',
    },
    async publish(message, how) {
      const body = new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', TopicArn: `arn:aws:sns:us-east-1:000000000000:${how}`, Message: message })
      const answer = await fetch(endpoint, { method: 'POST', body })
      if (!answer.ok) throw new Error(`SNS answered ${answer.status}: ${await answer.text()}`)
    },
    async stop() {
      s3.destroy()
      sqs.destroy()
      proxy.stop()
      await server.stop()
    },
  }
}
