import { expect, it } from 'vitest'
import { notificationOf } from './notification'

const key = 'audit logs/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/a+b.json.gz'
const object = { bucket: 'trail-archive', key }
const s3 = (...names: string[]) => ({
  Records: names.map((eventName) => ({
    eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'eu-west-1', eventName,
    s3: { s3SchemaVersion: '1.0', bucket: { name: 'trail-archive', arn: 'arn:aws:s3:::trail-archive' }, object: { key: 'audit+logs/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/a%2Bb.json.gz', size: 1024, eTag: 'd41d8' } },
  })),
})
const eventBridge = (type: string) => ({
  version: '0', id: '17793124', 'detail-type': type, source: 'aws.s3', account: '111122223333', region: 'eu-west-1', resources: ['arn:aws:s3:::trail-archive'],
  detail: { version: '0', bucket: { name: 'trail-archive' }, object: { key, size: 1024, etag: 'd41d8' }, reason: 'PutObject' },
})
const cloudTrail = { s3Bucket: 'trail-archive', s3ObjectKey: [key, `${key}2`] }
const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-03-01T00:00:00.000Z', Bucket: 'trail-archive' }
const wrapped = (message: string) => JSON.stringify({ Type: 'Notification', MessageId: '1', TopicArn: 'arn:aws:sns:eu-west-1:111122223333:trail', Message: message, Timestamp: '2026-03-01T00:00:00.000Z' })

const raw: [name: string, body: string, objects: object[]][] = [
  ['S3', JSON.stringify(s3('ObjectCreated:Put')), [object]],
  ['S3, of several objects', JSON.stringify(s3('ObjectCreated:Put', 'ObjectRemoved:Delete', 'ObjectCreated:CompleteMultipartUpload')), [object, object]],
  ['EventBridge', JSON.stringify(eventBridge('Object Created')), [object]],
  ['CloudTrail', JSON.stringify(cloudTrail), [object, { ...object, key: `${key}2` }]],
]

it.each(raw.flatMap(([name, body, objects]) => [[name, body, objects] as const, [`${name}, by SNS`, wrapped(body), objects] as const]))('reads a message of %s', (_, body, objects) => {
  expect(notificationOf(body)).toEqual({ kind: 'objects', objects })
})

it.each([JSON.stringify(test), wrapped(JSON.stringify(test)), wrapped('CloudTrail validation message.'), JSON.stringify(s3('ObjectRemoved:Delete')), JSON.stringify(eventBridge('Object Deleted'))])(
  'takes for nothing what tells of no new object: %s',
  (body) => expect(notificationOf(body)).toEqual({ kind: 'nothing' }),
)

it.each([
  ['not json', 'no JSON'],
  ['', 'no JSON'],
  [wrapped('not json'), 'no JSON'],
  [wrapped(wrapped('{}')), 'twice'],
  ['{"hello":"world"}', 'none of the messages'],
  ['null', 'none of the messages'],
  ['{"Records":[]}', 'none of the messages'],
  ['{"s3Bucket":"b","s3ObjectKey":[]}', 'none of the messages'],
  [JSON.stringify({ Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe', SubscribeURL: 'https://example.com' }), 'Confirm it'],
  [JSON.stringify(s3('ObjectCreated:Put')).replace('a%2Bb', 'a%ZZ'), 'not encoded'],
])('says why it cannot read %s', (body, reason) => {
  expect(notificationOf(body)).toEqual({ kind: 'unreadable', reason: expect.stringContaining(reason) })
})
