import 'server-only'
import { z } from 'zod'

/** What the desk was started with; `npm start` turns its options into these. */
const settings = z
  .object({
    TRAILDESK_KIND: z.enum(['sample', 'folder', 'lookup', 's3']).default('folder'),
    TRAILDESK_LOGS: z.string({ error: 'no folder of trail files is given; start with npm start, or npm start -- --logs DIR' }).min(1),
    TRAILDESK_DATA: z.string({ error: 'no data folder is given; start with npm start' }).min(1),
    TRAILDESK_RULES: z.string().optional(),
    TRAILDESK_BUCKET: z
      .string()
      .default('')
      .transform((given) => (given === '' ? undefined : /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?)\/?)?$/.exec(given)))
      .refine((found) => found !== null, 'a bucket is spelled as in s3://name or s3://name/prefix'),
    TRAILDESK_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
    TRAILDESK_REQUESTER_PAYS: z.enum(['', 'true']).default(''),
    TRAILDESK_REGIONS: z
      .string()
      .default('')
      .transform((given) => given.split(',').map((region) => region.trim()).filter((region) => region !== ''))
      .pipe(z.array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region is spelled as in eu-west-1'))),
  })
  .transform((given): Settings => ({
    kind: given.TRAILDESK_KIND,
    logs: given.TRAILDESK_LOGS,
    data: given.TRAILDESK_DATA,
    regions: given.TRAILDESK_REGIONS,
    bucket: given.TRAILDESK_BUCKET
      ? { name: given.TRAILDESK_BUCKET[1] ?? '', prefix: given.TRAILDESK_BUCKET[2] ? `${given.TRAILDESK_BUCKET[2]}/` : '', days: given.TRAILDESK_DAYS, isRequesterPays: given.TRAILDESK_REQUESTER_PAYS === 'true' }
      : undefined,
    rules: given.TRAILDESK_RULES === '' ? undefined : given.TRAILDESK_RULES,
  }))

export interface Settings {
  kind: 'sample' | 'folder' | 'lookup' | 's3'
  /** The folder of trail files, or where those that are fetched are kept. */
  logs: string
  /** The data folder. */
  data: string
  /** Where AWS is asked; empty for the usual regions. */
  regions: readonly string[]
  /** The bucket of a trail. */
  bucket?: { name: string; prefix: string; days: number; isRequesterPays: boolean } | undefined
  /** The team's rules file. */
  rules: string | undefined
}

/**
 * Reads the settings from the environment.
 * @throws Error that names what is missing
 */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const read = settings.safeParse(environment)
  if (read.success) return read.data
  throw new Error(`The desk cannot start: ${read.error.issues.map(({ message }) => message).join('; ')}.`)
}
