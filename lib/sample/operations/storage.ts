import type { Place } from '../estate'
import type { Random } from '../random'
import { failure, read, write, type Failure, type Operation } from './operation'

const noSuch = (code: string, message: string, share: number): readonly Failure[] => [failure(code, message, share)]

const transfer = (random: Random, received: number, sent: number) =>
  `{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":${received},"AuthenticationMethod":"AuthHeader","x-amz-id-2":"${random.base64(
    75,
  )}=","bytesTransferredOut":${sent}}`

const requestId = (random: Random) => random.letters(16)

/** A question about a bucket: `?acl`, `?policy` and so on. */
const aboutBucket =
  (question: string): Operation['details'] =>
  (place, random) => {
    const bucket = random.pick(place.buckets)
    return {
      requestId: requestId(random),
      request: `{"bucketName":"${bucket}","Host":"${bucket}.s3.${place.region}.amazonaws.com","${question}":""}`,
      extra: transfer(random, 0, 200 + random.below(400)),
      resources: `[{"accountId":"${place.account.id}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket}"}]`,
    }
  }

const objects = ['invoices', 'exports', 'thumbs', 'events', 'state', 'models']

const onObject =
  (received: number, sent: number): Operation['details'] =>
  (place: Place, random) => {
    const bucket = random.pick(place.buckets)
    const key = `${random.pick(objects)}/${2020 + random.below(6)}/part-${random.below(10_000)}.parquet`
    return {
      requestId: requestId(random),
      request: `{"bucketName":"${bucket}","Host":"${bucket}.s3.${place.region}.amazonaws.com","key":"${key}"}`,
      extra: transfer(random, received && random.below(received), sent && random.below(sent)),
      resources: `[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::${bucket}/${key}"},{"accountId":"${
        place.account.id
      }","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket}"}]`,
    }
  }

export const s3 = {
  listBuckets: read('s3', 'ListBuckets', (place, random) => ({
    requestId: requestId(random),
    request: `{"Host":"s3.${place.region}.amazonaws.com"}`,
    extra: transfer(random, 0, 4_100),
  })),
  location: read('s3', 'GetBucketLocation', aboutBucket('location')),
  acl: read('s3', 'GetBucketAcl', aboutBucket('acl')),
  policy: read('s3', 'GetBucketPolicy', aboutBucket('policy'), {
    failures: noSuch('NoSuchBucketPolicy', 'The bucket policy does not exist', 0.15),
  }),
  policyStatus: read('s3', 'GetBucketPolicyStatus', aboutBucket('policyStatus')),
  publicAccess: read('s3', 'GetBucketPublicAccessBlock', aboutBucket('publicAccessBlock'), {
    failures: noSuch('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', 0.1),
  }),
  versioning: read('s3', 'GetBucketVersioning', aboutBucket('versioning')),
  logging: read('s3', 'GetBucketLogging', aboutBucket('logging')),
  tagging: read('s3', 'GetBucketTagging', aboutBucket('tagging'), { failures: noSuch('NoSuchTagSet', 'The TagSet does not exist', 0.15) }),
  encryption: read('s3', 'GetBucketEncryption', aboutBucket('encryption')),
  lifecycle: read('s3', 'GetBucketLifecycle', aboutBucket('lifecycle'), {
    failures: noSuch('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 0.3),
  }),
  cors: read('s3', 'GetBucketCors', aboutBucket('cors'), {
    failures: noSuch('NoSuchCORSConfiguration', 'The CORS configuration does not exist', 0.4),
  }),
  website: read('s3', 'GetBucketWebsite', aboutBucket('website'), {
    failures: noSuch('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration', 0.4),
  }),
  replication: read('s3', 'GetBucketReplication', aboutBucket('replication'), {
    failures: noSuch('ReplicationConfigurationNotFoundError', 'The replication configuration was not found', 0.3),
  }),
  objectLock: read('s3', 'GetBucketObjectLockConfiguration', aboutBucket('object-lock'), {
    failures: noSuch('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket', 0.4),
  }),
  get: read('s3', 'GetObject', onObject(0, 4_000_000), {
    data: true,
    failures: noSuch('NoSuchKey', 'The specified key does not exist.', 0.04),
  }),
  head: read('s3', 'HeadObject', onObject(0, 0), { data: true, failures: noSuch('NoSuchKey', 'The specified key does not exist.', 0.1) }),
  list: read(
    's3',
    'ListObjects',
    (place, random) => {
      const bucket = random.pick(place.buckets)
      return {
        requestId: requestId(random),
        request: `{"list-type":"2","bucketName":"${bucket}","encoding-type":"url","prefix":"${random.pick(objects)}/","Host":"${bucket}.s3.${place.region}.amazonaws.com"}`,
        extra: transfer(random, 0, 500 + random.below(4_000)),
        resources: `[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::${bucket}/"},{"accountId":"${
          place.account.id
        }","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket}"}]`,
      }
    },
    { data: true },
  ),
  put: write('s3', 'PutObject', onObject(900_000, 0), { data: true }),
}
