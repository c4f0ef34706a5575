import { z } from 'zod'

/**
 * What a source is called: in its address, in the ledger, and as a folder of the data folder. The names of what lies there
 * besides are not free.
 */
export const sourceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'a name is made of small letters, digits, and . _ -')
  .refine((name) => !/^(store|staging|cache|judged-by)$|^(journal|ledger|views|paused|belongs-to)\./.test(name), 'this name is taken by the desk itself')

export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region is spelled as in eu-west-1')
export const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket is named as in trail-archive')
export const queueUrl = z
  .string()
  .regex(/^https?:\/\/[^/?#@\s]+\/\d{12}\/[A-Za-z0-9_-]{1,80}$/, 'takes the URL of a queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/trail')
export const days = z.int().min(1, 'is at least 1').max(3650, 'is at most 3650')
const units: Record<string, number> = { kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }
/** A size on the disk, as people spell it, in bytes. */
export const diskSize = z
  .string('takes a size such as 500MB or 20GB')
  .trim()
  .regex(/^\d{1,6}(\.\d{1,3})? ?(k|M|G|T)B$/i, 'takes a size such as 500MB or 20GB')
  .transform((text) => Math.round(Number.parseFloat(text) * (units[text.slice(-2).toLowerCase()] ?? 1)))
/** How far back AWS keeps what LookupEvents gives. */
export const lookupDays = 90
/** How far back, unless it is said. */
export const usualDays = 90

/** With whose rights AWS is asked; without anything, those that the SDK finds. */
const access = z
  .object({ profile: z.string().optional(), role: z.object({ arn: z.string(), externalId: z.string().optional(), sessionName: z.string() }).optional() })
  .default({})

/** Where records come from. */
export const sourceSettings = z.discriminatedUnion('kind', [
  /** A folder of trail files; the sample is one that the desk made itself. */
  z.object({ kind: z.enum(['folder', 'sample']), name: sourceName, folder: z.string().min(1) }),
  /** LookupEvents of an account; without regions, those of the profile and of what belongs to no region. */
  z.object({ kind: z.literal('lookup'), name: sourceName, access, regions: z.union([z.array(region), z.literal('all')]), days: days.max(lookupDays).default(lookupDays) }),
  /** The bucket of a trail; `prefix` is what stands before `AWSLogs/`, with its slash. */
  z.object({
    kind: z.literal('s3'),
    name: sourceName,
    access,
    bucket: bucketName,
    prefix: z.string(),
    days,
    isRequesterPays: z.boolean(),
    region: region.optional(),
    endpoint: z.url().optional(),
    forcePathStyle: z.boolean().optional(),
    /** The SQS queue that tells of new objects. */
    queue: queueUrl.optional(),
  }),
])
export type SourceSettings = z.infer<typeof sourceSettings>
