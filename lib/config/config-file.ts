import { z } from 'zod'
import { days, diskSize, lookupDays, queueUrl, region, sourceName, usualDays } from './source-settings'

/** What `traildesk.yaml` may hold. The JSON Schema that editors take is made of it (npm run schema). */

const text = z.string().trim().min(1, 'must not be empty')
const name = sourceName.optional().describe('What the source is called, on the page Sources and in the ledger. It stands for this source for ever; without it, a name is made of what the source is.')

const access = {
  profile: text.optional().describe('A profile of the AWS configuration, as in AWS_PROFILE. Without it, the credentials that the AWS SDK finds.'),
  role: z
    .string()
    .regex(/^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'a role is given by its ARN, as in arn:aws:iam::111122223333:role/TraildeskRead')
    .optional()
    .describe('The ARN of a role that these credentials assume.'),
  externalId: z.string().regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external id has 2 to 1,224 letters, digits, and + = , . @ : / -').optional().describe('The external id that the role asks for.'),
  sessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/, 'a session name has 2 to 64 letters, digits, and + = , . @ -').optional().describe('What the session of the role is called in the account’s own trail; traildesk if left out.'),
}
const isComplete = ({ role, externalId, sessionName }: { role?: string | undefined; externalId?: string | undefined; sessionName?: string | undefined }) =>
  role !== undefined || (externalId === undefined && sessionName === undefined)
const incomplete = 'externalId and sessionName are said to a role: give “role”, or leave them out'

export const account = z
  .strictObject({
    name,
    ...access,
    regions: z
      .union([z.literal('all'), z.array(region).min(1)], 'takes all, or a list of regions such as [eu-west-1, us-east-1]')
      .optional()
      .describe('Where LookupEvents is asked: a list, or all. Without it, the region of the profile and those of IAM, sign-in and what else belongs to no region.'),
    days: days.max(lookupDays, `is at most ${lookupDays}: AWS keeps no more for LookupEvents`).optional().describe('How many days back.'),
  })
  .refine(isComplete, incomplete)
  .describe('An AWS account, read by LookupEvents.')

const address = z.url({ protocol: /^https?$/, error: 'takes an address such as https://s3.example.net' })

export const bucket = z
  .strictObject({
    name,
    url: z
      .string()
      .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/, 'takes s3://NAME or s3://NAME/PREFIX, where PREFIX is what stands before AWSLogs/')
      .describe('s3://NAME or s3://NAME/PREFIX, where PREFIX is what stands before AWSLogs/. All accounts, regions and organizations below it are found.'),
    ...access,
    region: region.optional().describe('The region of the bucket, where the credentials’ own is another.'),
    endpoint: address.optional().describe('The address of a store that speaks S3 and is not AWS.'),
    forcePathStyle: z.boolean().optional().describe('Whether the name of the bucket stands in the path of a request. With an endpoint it does, unless this says no.'),
    requesterPays: z.boolean().optional().describe('Whether the account of these credentials pays for reading the bucket.'),
    days: days.optional().describe('How many days back.'),
    queue: queueUrl
      .optional()
      .describe('The URL of the SQS queue that tells of new objects: by event notifications of S3, by EventBridge, or by the trail’s own SNS topic, with and without raw delivery. It must be this desk’s alone. Several buckets may name one queue: it is read with the access of the first. The bucket is looked at every minute all the same.'),
  })
  .refine(isComplete, incomplete)
  .describe('The bucket of a trail, of one account or of an organization.')

export const folder = z
  .strictObject({ name, path: text.describe('The folder; a relative path begins at the folder of this file.') })
  .describe('A folder of trail files, .json or .json.gz, at any depth.')

export const configFile = z.strictObject({
  accounts: z.array(account).optional(),
  buckets: z.array(bucket).optional(),
  folders: z.array(folder).optional(),
  days: days.optional().describe(`How many days back the sources are read that say nothing themselves; ${usualDays} if left out.`),
  keep: days.optional().describe('How many days of events are kept. A month of events (a day, of what only LookupEvents told) is taken out of the store when all of it is older; copies in the cache stay. Without it, everything is kept.'),
  cacheSize: diskSize.optional().describe('How much disk the copies of what was fetched from AWS may take, such as 20GB. The oldest go first, once they are stored; they are not fetched again. Digests stay. Without it, all copies are kept.'),
})
