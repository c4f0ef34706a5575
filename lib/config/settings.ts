import 'server-only'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { readConfig } from './read-config'
import { diskSize, sourceSettings, type SourceSettings } from './source-settings'
import type { Problem } from './yaml-lines'

export interface Settings {
  sources: readonly SourceSettings[]
  /** The data folder. */
  data: string
  /** The team's rules file. */
  rules?: string | undefined
  /** Days of events that are kept; all if undefined. */
  keep?: number | undefined
  /** Bytes that copies of what was fetched may take; no limit if undefined. */
  cacheBytes?: number | undefined
  /** The configuration file, and the mistakes in it. */
  config?: { file: string; problems: readonly Problem[] } | undefined
}

/** What the desk was started with; `npm start` turns its options into these. */
const environment = z.object({
  TRAILDESK_SOURCES: z
    .string({ error: 'no source is given; start with npm start, or npm start -- --logs DIR' })
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('TRAILDESK_SOURCES is no JSON')
        return z.NEVER
      }
    })
    .pipe(z.array(sourceSettings)),
  TRAILDESK_DATA: z.string({ error: 'no data folder is given; start with npm start' }).min(1),
  TRAILDESK_RULES: z.string().optional(),
  TRAILDESK_CONFIG: z.string().optional(),
  TRAILDESK_CACHE_SIZE: z.union([z.literal('').transform(() => undefined), diskSize]).optional(),
})

/**
 * Reads the settings from the environment, and from the configuration file that it names.
 * @throws Error that names what is missing
 */
export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const read = environment.safeParse(variables)
  if (!read.success) throw new Error(`The desk cannot start: ${read.error.issues.map(({ message }) => message).join('; ')}.`)
  const { TRAILDESK_SOURCES: sources, TRAILDESK_DATA: data, TRAILDESK_RULES: rules, TRAILDESK_CONFIG: file, TRAILDESK_CACHE_SIZE: cacheBytes } = read.data
  const settings = { sources, data, rules: rules === '' ? undefined : rules, cacheBytes }
  if (!file) return settings
  const { sources: configured, keep, cacheBytes: configuredBytes, problems } = readConfig(textOf(file), dirname(file))
  // What the command line says of a source goes before what the file says.
  const others = configured.filter(({ name }) => !sources.some((source) => source.name === name))
  return { ...settings, sources: [...sources, ...others], keep, cacheBytes: cacheBytes ?? configuredBytes, config: { file, problems } }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`The configuration file ${file} cannot be read. Give another with --config.`, { cause: error })
  }
}
