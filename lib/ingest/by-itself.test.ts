import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Fault } from '@/e2e/aws/faults'
import type { Passing, Spoiled } from '@/e2e/aws/fault-proxy'
import { startLookupEvents } from '@/e2e/aws/lookup-events'
import { keyOf, s3Notification, startTrailBucket, today, trailOf, type Place } from '@/e2e/aws/trail-bucket'
import type { SourceSettings } from '@/lib/config/source-settings'
import type * as Waits from '@/lib/sources/waits'
import { emulated } from '@/lib/sources/emulated'
import { openDesk } from './desk'
import { temporaryFolder } from './desk-on'

// As the desk waits, but a tenth as long.
vi.mock('@/lib/sources/waits', async (actual) => ({
  ...(await actual<typeof Waits>()), lookEvery: 6_000, wholeLookEvery: 30_000, lastingWait: 6_000, credentialsWait: 1_500, longestBackoff: 6_000, quiet: 2_000, answering: { connectionTimeout: 1_000, socketTimeout: 6_000 }, longPoll: 2, messageAgain: 6,
}))

/** Everything that may go wrong with AWS at once, each with a stream of LookupEvents, a bucket, or a queue of its own; then nothing does any more, and nobody touches the desk. */

const base = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-real-secret', account: '111122223333' }
/** The account whose credentials stand in a file, which is written anew. */
const renewed = { ...base, account: '444455556666' }
const [first, second] = [{ ...renewed, accessKeyId: 'ASIAFIRST', sessionToken: 'one' }, { ...renewed, accessKeyId: 'ASIASECOND', sessionToken: 'two' }]
const minutes = 60_000
const hung = 600_000

/** In each region, what befalls every page but the first, and what is told of it. */
const ofLookups: [region: string, fault: Fault, told: RegExp | undefined][] = [
  ['eu-west-1', { kind: 'dropped' }, /did not answer for account 111122223333, eu-west-1 \(ECONNRESET\)/],
  ['eu-west-2', { kind: 'InternalFailure' }, /did not answer for account 111122223333, eu-west-2 \(InternalFailure\)/],
  ['eu-west-3', { kind: 'ServiceUnavailable' }, /did not answer for account 111122223333, eu-west-3 \(ServiceUnavailable\)/],
  ['eu-north-1', { kind: 'ThrottlingException' }, /slows requests down in account 111122223333, eu-north-1/],
  ['us-east-1', { kind: 'AccessDeniedException' }, /Allow the IAM action cloudtrail:LookupEvents .*/],
  ['us-east-2', { kind: 'ExpiredTokenException' }, /The AWS credentials have expired/],
  ['us-west-1', { kind: 'cut' }, /did not answer for account 111122223333, us-west-1/],
  ['us-west-2', { kind: 'expiredToken' }, undefined],
  ['sa-east-1', { kind: 'slow', milliseconds: hung }, /did not answer for account 111122223333, sa-east-1 \(TimeoutError\)/],
]

const isGet = ({ method, path }: Passing) => method === 'GET' && path.includes('.json.gz?')
const isAny = () => true
/** Of each bucket, which requests fail, in what way, and what is told of it. */
const ofBuckets: [bucket: string, which: (passing: Passing) => boolean, how: Spoiled, told: RegExp][] = [
  ['down', isAny, { dropped: true }, /did not answer for bucket down \(ECONNRESET\)/],
  ['down-after-list', isGet, { dropped: true }, /did not answer for bucket down-after-list \(ECONNRESET\)/],
  ['failing', isAny, { status: 500, code: 'InternalError' }, /did not answer for bucket failing \(InternalError\)/],
  ['slow-down', isAny, { status: 503, code: 'SlowDown' }, /slows requests down in bucket slow-down/],
  ['no-list', isAny, { status: 403, code: 'AccessDenied' }, /Allow the IAM action s3:ListBucket on resource "arn:aws:s3:::no-list"/],
  ['no-get', isGet, { status: 403, code: 'AccessDenied' }, /Allow the IAM action s3:GetObject on resource "arn:aws:s3:::no-get\/AWSLogs\/\*"/],
  [
    'no-key', isGet, { status: 403, code: 'AccessDenied', message: 'User: arn:aws:iam::1:user/x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/12-34 because no identity-based policy allows it' },
    /Allow the IAM action kms:Decrypt on resource "arn:aws:kms:eu-west-1:111122223333:key\/12-34" .* The policy of the key must allow it/,
  ],
  ['expired', isAny, { status: 400, code: 'ExpiredToken' }, /The AWS credentials have expired/],
  ['skewed', isAny, { status: 403, code: 'RequestTimeTooSkewed' }, /the clock of this machine is wrong \(RequestTimeTooSkewed\)/],
  ['clock', isAny, { ahead: 40 * minutes }, /The clock of this machine is 40 minutes behind that of AWS/],
  ['cut', isGet, { cut: true }, /did not answer for bucket cut|An object of bucket cut came cut off/],
  ['deleted', ({ method, path }) => method === 'GET' && path.includes('_n2.json.gz?'), { status: 404, code: 'NoSuchKey' }, /An object of bucket deleted was deleted before it could be read: \S+_n2\.json\.gz/],
  ['hung', isGet, { milliseconds: hung }, /did not answer for bucket hung \(TimeoutError\)/],
]

/** Of each queue, the same. */
const ofQueues: [queue: string, action: string | undefined, how: Spoiled, told: RegExp | undefined][] = [
  ['queue-down', undefined, { dropped: true }, /did not answer for queue \S+\/queue-down \(ECONNRESET\)/],
  ['queue-failing', undefined, { status: 500, code: 'InternalFailure' }, /did not answer for queue \S+\/queue-failing \(InternalFailure\)/],
  ['queue-throttled', undefined, { status: 400, code: 'ThrottlingException' }, /slows requests down in queue \S+\/queue-throttled/],
  ['no-receive', 'ReceiveMessage', { status: 400, code: 'AccessDeniedException' }, /Allow the IAM action sqs:ReceiveMessage on resource "arn:aws:sqs:\S*:000000000000:no-receive"/],
  ['no-delete', 'DeleteMessageBatch', { status: 400, code: 'AccessDeniedException' }, /Allow the IAM action sqs:DeleteMessage on resource "arn:aws:sqs:\S*:000000000000:no-delete"/],
  ['queue-expired', undefined, { status: 400, code: 'ExpiredToken' }, /The AWS credentials have expired/],
  ['queue-clock', undefined, { ahead: -40 * minutes }, undefined],
  ['queue-hung', 'ReceiveMessage', { milliseconds: hung }, /did not answer for queue \S+\/queue-hung \(TimeoutError\)/],
]

const record = (eventID: string, at: number, more: object = {}) => ({ eventID, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', ...more })
const ofAccount = (recipientAccountId: string, awsRegion: string, index: number) =>
  JSON.stringify(record(`${recipientAccountId} ${awsRegion} ${index}`, Date.now() - (index + 1) * 5_000, { awsRegion, recipientAccountId, managementEvent: true, eventCategory: 'Management' }))
/** Records that LookupEvents has of a region: three pages of those within its first look. */
const ofRegion = 150

/** Objects of a bucket: of two records each, one of which is in the next as well. */
const objects = 4
async function fill({ put }: Place, name: string) {
  for (let index = 0; index < objects; index += 1) await put(keyOf(today(), `000${index}`, `n${index}`), trailOf(record(`${name} ${index}`, Date.now() - 60_000), record(`${name} ${index + 1}`, Date.now() - 60_000)))
}

it('says of everything that goes wrong with AWS what it is, and goes on by itself when it does no more, with nothing lost and nothing doubled', { timeout: 400_000 }, async () => {
  const keys = [base, first, second].map((key) => ({ ...key, expiresAt: Infinity }))
  const lookups = await startLookupEvents({ keys, requestsPerSecond: 1_000 })
  const bucket = await startTrailBucket()
  const file = join(temporaryFolder(), 'credentials')
  const write = ({ accessKeyId, secretAccessKey, sessionToken }: typeof first) => writeFileSync(file, `[renewed]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\naws_session_token=${sessionToken}\n`)
  write(first)
  const environment = { ...bucket.environment, AWS_ENDPOINT_URL_CLOUDTRAIL: lookups.url, AWS_ENDPOINT_URL_STS: lookups.url, AWS_SHARED_CREDENTIALS_FILE: file }
  emulated(environment, lookups, bucket)

  const places = new Map<string, Place>()
  const sources: SourceSettings[] = [
    { kind: 'lookup', name: 'lookups', access: {}, regions: ofLookups.map(([region]) => region), days: 1 },
    { kind: 'lookup', name: 'lookups-renewed', access: { profile: 'renewed' }, regions: ['eu-west-1'], days: 1 },
  ]
  const add = async (name: string, { hasQueue = false, profile = undefined as string | undefined } = {}) => {
    const place = bucket.another(name)
    places.set(name, place)
    await fill(place, name)
    sources.push({ kind: 's3', name, access: { profile }, bucket: name, prefix: '', days: 2, isRequesterPays: false, ...(hasQueue && { queue: place.queue }) })
  }
  for (const [name] of ofBuckets) await add(name)
  for (const [name] of ofQueues) await add(name, { hasQueue: true })
  await add('renewed', { hasQueue: true, profile: 'renewed' })
  for (const [region, fault] of ofLookups) {
    lookups.add(Array.from({ length: ofRegion }, (_, index) => ofAccount(base.account, region, index)))
    lookups.fail(fault, { action: 'LookupEvents', region, account: base.account, hasToken: true, times: 10_000 })
  }
  lookups.add(Array.from({ length: ofRegion }, (_, index) => ofAccount(first.account, 'eu-west-1', index + ofRegion)))
  const told = async (name: string, index: number) => places.get(name)?.send(s3Notification(name, keyOf(today(), `000${index}`, `n${index}`)))
  for (const [name] of [...ofQueues, ['renewed']] as const) for (let index = 0; index < objects; index += 1) await told(name ?? '', index)

  const hasExpired = { is: false }
  const spoil = (passing: Passing) => {
    if (hasExpired.is && passing.headers.authorization?.includes(first.accessKeyId)) return { status: 400, code: 'ExpiredToken' }
    return undefined
  }
  bucket.proxy.spoilWith((passing) => {
    const ofQueue = ofQueues.find(([name, action = passing.action]) => name === passing.queue && action === passing.action)
    const ofBucket = ofBuckets.find(([name, which]) => name === /^\/([^/?]+)/.exec(passing.path)?.[1] && which(passing))
    return ofQueue?.[2] ?? ofBucket?.[2] ?? spoil(passing)
  })
  const desk = await openDesk({ data: temporaryFolder(), sources })
  onTestFinished(() => desk.close())

  const seconds = { timeout: 110_000, interval: 100 }
  // Those of the file have read all that there is by then, and are refused from then on.
  const ofRenewed = () => desk.sources(1).sources.filter(({ name }) => name.endsWith('renewed'))
  await vi.waitFor(() => expect(ofRenewed().map(({ tally }) => tally.records)).toEqual([ofRegion, objects + 1]), seconds)
  hasExpired.is = true
  for (const key of keys) if (key.accessKeyId === first.accessKeyId) key.expiresAt = 0
  lookups.add([ofAccount(first.account, 'eu-west-1', 0)])
  await places.get('renewed')?.put(keyOf(today(), '0009', 'late'), trailOf(record('renewed late', Date.now())))
  await places.get('renewed')?.send(s3Notification('renewed', keyOf(today(), '0009', 'late')))

  for (const [what, pattern] of [...ofLookups.map(([region, , words]) => [region, words] as const), ...[...ofBuckets, ...ofQueues].map(([name, , , words]) => [name, words] as const)]) {
    if (pattern) await vi.waitFor(() => expect(desk.health().problems.join('\n'), what).toMatch(pattern), seconds)
  }
  await vi.waitFor(() => expect(ofRenewed().flatMap(({ streams }) => streams.map(({ problem }) => problem)).join()).toContain('have expired'), seconds)
  await vi.waitFor(() => expect(ofRenewed().map(({ queue }) => queue?.problem).join()).toContain('have expired'), seconds)
  expect(JSON.stringify([desk.health(), desk.sources(50)])).not.toMatch(/no-real-secret|AKIA|ASIA|SIGNATURE/)

  write(second)
  bucket.proxy.spoilWith(spoil)
  lookups.mend()
  const buckets = ofBuckets.length + ofQueues.length + 1
  const inLookups = ofRegion * (ofLookups.length + 1) + 1
  await vi.waitFor(() => expect(desk.health()).toMatchObject({
    records: inLookups + buckets * (objects + 1) + 1, duplicates: buckets * (objects - 1), delivered: inLookups + buckets * objects * 2 + 1, quarantined: 0, loading: false, problems: [],
  }), seconds)
  for (const [name] of [...ofQueues, ['renewed']] as const) await vi.waitFor(() => expect({ name, ...places.get(name ?? '')?.messages() }).toEqual({ name, ready: 0, inFlight: 0 }), seconds)
})
