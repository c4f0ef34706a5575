import { z } from 'zod'

/** An object that a message tells of. */
export interface NamedObject {
  bucket: string
  key: string
}

/** What a message of a queue says: of these objects; of nothing that has records; or nothing that is understood, with the reason. */
export type Notification = { kind: 'objects'; objects: NamedObject[] } | { kind: 'nothing' } | { kind: 'unreadable'; reason: string }

/** What SNS wraps a message in, unless it is delivered raw. */
const envelope = z.object({ Type: z.string(), Message: z.string() })
/** What CloudTrail itself tells: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html */
const ofCloudTrail = z.object({ s3Bucket: z.string().min(1), s3ObjectKey: z.union([z.array(z.string().min(1)).min(1), z.string().min(1).transform((key) => [key])]) })
/** What S3 tells: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const ofS3 = z.object({
  Records: z.array(z.object({ eventSource: z.literal('aws:s3'), eventName: z.string(), s3: z.object({ bucket: z.object({ name: z.string().min(1) }), object: z.object({ key: z.string().min(1) }) }) })).min(1),
})
const s3Test = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') })
/** What EventBridge tells: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const ofEventBridge = z.object({ source: z.literal('aws.s3'), 'detail-type': z.string(), detail: z.object({ bucket: z.object({ name: z.string().min(1) }), object: z.object({ key: z.string().min(1) }) }) })

/** What CloudTrail says to a topic to see whether it may. */
const validation = /^CloudTrail validation message\.?$/

/** Reads a message that tells of new objects, in any of the forms that AWS gives it. Never throws. */
export function notificationOf(body: string): Notification {
  return ofText(body, true)
}

function ofText(text: string, mayBeWrapped: boolean): Notification {
  if (validation.test(text.trim())) return { kind: 'nothing' }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'unreadable', reason: 'It is no JSON.' }
  }
  const wrapped = envelope.safeParse(json)
  if (!wrapped.success) return ofJson(json)
  if (wrapped.data.Type !== 'Notification') return { kind: 'unreadable', reason: 'SNS asks for the subscription to be confirmed. Confirm it, in the account of the topic.' }
  return mayBeWrapped ? ofText(wrapped.data.Message, false) : { kind: 'unreadable', reason: 'It is wrapped by SNS twice.' }
}

function ofJson(json: unknown): Notification {
  if (s3Test.safeParse(json).success) return { kind: 'nothing' }
  const cloudTrail = ofCloudTrail.safeParse(json)
  if (cloudTrail.success) return named(cloudTrail.data.s3ObjectKey.map((key) => ({ bucket: cloudTrail.data.s3Bucket, key })))
  const eventBridge = ofEventBridge.safeParse(json)
  if (eventBridge.success) {
    const { 'detail-type': type, detail } = eventBridge.data
    // Its keys are as they are; only those of S3's own messages are encoded.
    return named(type === 'Object Created' ? [{ bucket: detail.bucket.name, key: detail.object.key }] : [])
  }
  const s3 = ofS3.safeParse(json)
  if (!s3.success) return { kind: 'unreadable', reason: 'It is none of the messages that S3, EventBridge or CloudTrail send of new objects.' }
  const created = s3.data.Records.filter(({ eventName }) => /^(s3:)?ObjectCreated:/.test(eventName))
  try {
    return named(created.map(({ s3: { bucket, object } }) => ({ bucket: bucket.name, key: decodeURIComponent(object.key.replaceAll('+', ' ')) })))
  } catch {
    return { kind: 'unreadable', reason: 'The key of its object is not encoded as S3 encodes keys.' }
  }
}

const named = (objects: NamedObject[]): Notification => (objects.length === 0 ? { kind: 'nothing' } : { kind: 'objects', objects })
