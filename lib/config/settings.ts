import 'server-only'
import { z } from 'zod'

/** What the desk was started with; `npm start` turns its options into these. */
const settings = z
  .object({
    TRAILDESK_KIND: z.enum(['sample', 'folder']).default('folder'),
    TRAILDESK_LOGS: z.string({ error: 'no folder of trail files is given; start with npm start, or npm start -- --logs DIR' }).min(1),
    TRAILDESK_DATA: z.string({ error: 'no data folder is given; start with npm start' }).min(1),
    TRAILDESK_RULES: z.string().optional(),
  })
  .transform((given) => ({
    kind: given.TRAILDESK_KIND,
    logs: given.TRAILDESK_LOGS,
    data: given.TRAILDESK_DATA,
    rules: given.TRAILDESK_RULES === '' ? undefined : given.TRAILDESK_RULES,
  }))
export type Settings = z.output<typeof settings>

/**
 * Reads the settings from the environment.
 * @throws Error that names what is missing
 */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const read = settings.safeParse(environment)
  if (read.success) return read.data
  throw new Error(`The desk cannot start: ${read.error.issues.map(({ message }) => message).join('; ')}.`)
}
