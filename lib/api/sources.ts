import { z } from 'zod'
import { contract } from './contract'

/** Counts of what sources delivered. delivered = records + duplicates + quarantined. */
export const tally = z.object({
  delivered: z.int().describe('records found in the files, whatever became of them'),
  records: z.int().describe('records stored'),
  duplicates: z.int().describe('records delivered again'),
  quarantined: z.int().describe('records, or stretches of a file, that could not be read'),
})
export type Tally = z.infer<typeof tally>

export const sourceState = z.object({
  name: z.string(),
  kind: z.enum(['folder', 'sample', 'lookup', 's3']),
  location: z.string(),
  state: z.enum(['waiting', 'looking', 'loading', 'watching', 'failed']),
  problem: z.string().nullable().describe('what failed, and what to do'),
  files: z.object({ found: z.int(), read: z.int(), withoutRecords: z.int() }),
  bytes: z.object({ found: z.int(), read: z.int() }).describe('of the files as they lie, compressed or not'),
  recordsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  covers: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable().describe('time of the oldest and newest event'),
  lastLook: z.iso.datetime().nullable(),
  streams: z
    .array(
      z.object({
        account: z.string(),
        region: z.string(),
        category: z.enum(['management', 'insight', 'digest']),
        share: z.number().min(0).max(1).describe('of what AWS has, as far as that is known'),
        reach: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable().describe('the newest span that is fetched without a gap'),
        requests: z.int().describe('since the desk was started'),
        fetched: z.int().describe('since the desk was started'),
        unit: z.enum(['events', 'objects']).describe('what is fetched'),
        problem: z.string().nullable(),
      }),
    )
    .describe('what is fetched from AWS; none for a folder'),
  queue: z
    .object({
      url: z.string(),
      received: z.int().describe('messages, since the desk was started'),
      stored: z.int().describe('messages whose records are stored; they are deleted'),
      ignored: z.int().describe('messages that tell of nothing to read; they are deleted'),
      waiting: z.int().describe('messages whose records are on their way'),
      unreadable: z
        .object({ total: z.int(), entries: z.array(z.object({ reason: z.string(), at: z.iso.datetime() })) })
        .describe('messages that are not understood, or tell of what cannot be had, latest first; they stay in the queue'),
      problem: z.string().nullable(),
    })
    .nullable()
    .describe('the SQS queue that tells of new objects, if there is one'),
  tally,
})
export type SourceState = z.infer<typeof sourceState>

export const quarantined = z.object({
  file: z.string(),
  position: z.int().describe('byte in the uncompressed file'),
  reason: z.string(),
  excerpt: z.string(),
  at: z.iso.datetime().describe('when it was read'),
})

/** A file that people write, and the mistakes in it. */
const written = z.object({ file: z.string().nullable(), problems: z.array(z.object({ line: z.int(), message: z.string() })).describe('its mistakes') })
export type Written = z.infer<typeof written>

export const sourcesContract = contract('/api/sources', {
  summary: 'What is configured, how far it has come, what it covers, what failed',
  filtered: false,
  takes: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100).describe('entries of each list') }),
  answers: z.object({
    sources: z.array(sourceState),
    quarantine: z.object({ total: z.int(), entries: z.array(quarantined) }),
    withoutRecords: z.object({ total: z.int(), files: z.array(z.object({ file: z.string(), reason: z.string() })) }),
    differing: z
      .object({ total: z.int(), entries: z.array(z.object({ eventID: z.string(), file: z.string() })) })
      .describe('duplicates whose content is not that of the record stored under the same event id'),
    rules: written.describe('the team’s rules file'),
    config: written.describe('the configuration file'),
  }),
})

export const syncContract = contract('/api/sources/{name}/sync', {
  summary: 'Look for new files now',
  filtered: false,
  changes: true,
  takes: z.object({ name: z.string().min(1).max(200) }),
  answers: z.object({ started: z.boolean() }),
})
