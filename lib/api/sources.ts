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
  state: z.enum(['waiting', 'looking', 'loading', 'watching', 'failed', 'paused']),
  problem: z.string().nullable().describe('what failed, and what to do'),
  files: z.object({ found: z.int(), read: z.int(), withoutRecords: z.int() }),
  bytes: z.object({ found: z.int(), read: z.int() }).describe('of the files as they lie, compressed or not'),
  recordsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  troubles: z.array(z.string()).describe('what stands in the way of fetching, and what to do'),
  pausedSince: z.iso.datetime().nullable().describe('nothing is fetched or read while it is paused, after another start as well'),
  fetching: z
    .object({
      share: z.number().min(0).max(1).describe('of what AWS has, as far as that is known'),
      perSecond: z.number().describe('of the last minute'),
      unit: z.enum(['events', 'objects']),
      secondsLeft: z.int().nullable(),
    })
    .nullable()
    .describe('how far what is fetched from AWS has come; null for a folder'),
  silent: z
    .array(z.object({ account: z.string(), region: z.string(), since: z.iso.datetime() }))
    .describe('where a trail has stopped to deliver, against its own rhythm'),
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
      sharedWith: z.array(z.string()).describe('other sources of whose objects it tells; all that is counted is of all'),
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
    skipped: z
      .object({ total: z.int(), files: z.array(z.object({ source: z.string(), file: z.string(), reason: z.string() })) })
      .describe('files that a source has and that are not read'),
    permissions: z
      .array(z.object({ source: z.string(), action: z.string(), resource: z.string(), where: z.string() }))
      .describe('IAM actions that AWS does not permit, and on which resource they are to be allowed'),
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

/** What is asked of one source. */
const source = { name: z.string().min(1).max(200) }

export const pauseContract = contract('/api/sources/{name}/pause', {
  summary: 'Fetch and read nothing of a source, until it is resumed',
  filtered: false,
  changes: true,
  takes: z.object(source),
  answers: z.object({ pausedSince: z.iso.datetime().nullable() }),
})

export const resumeContract = contract('/api/sources/{name}/resume', {
  summary: 'Go on where a source was paused',
  filtered: false,
  changes: true,
  takes: z.object(source),
  answers: z.object({ pausedSince: z.iso.datetime().nullable() }),
})

const instant = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text))).describe('an ISO 8601 instant such as 2026-03-01T09:00:00Z')

export const fetchContract = contract('/api/sources/{name}/fetch', {
  summary: 'Fetch what AWS has of a span now, however far back it lies and whether or not it was fetched before',
  filtered: false,
  changes: true,
  takes: z.object({ ...source, from: instant, to: instant }),
  answers: z.object({ started: z.boolean().describe('false where there is nothing to fetch: a folder, or a source that is paused') }),
})
