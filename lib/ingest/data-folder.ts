import 'server-only'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Settings } from '@/lib/config/settings'
import type { SourceSettings } from '@/lib/config/source-settings'

/** A source whose records a data folder holds, or the configuration that names its sources. */
const owner = z.object({
  name: z.string(),
  kind: z.enum(['sample', 'folder', 'lookup', 's3', 'config']),
  /** What tells it from another of its kind; null if that was not noted. */
  place: z.string().nullable(),
})
type Owner = z.infer<typeof owner>

const nameOfOne = { sample: 'sample', folder: 'logs', lookup: 'lookup-events', s3: 's3' }

const belonging = z.union([
  z.object({ sources: z.array(owner) }),
  // Written while a desk had one source.
  z
    .object({ kind: z.enum(['sample', 'folder', 'lookup', 's3']), logs: z.string() })
    .transform(({ kind, logs }) => ({ sources: [{ name: nameOfOne[kind], kind, place: kind === 'lookup' || kind === 's3' ? null : logs }] })),
])

/**
 * Makes the data folder, or finds it made for the same sources. Others may join them; but a store never mixes what has
 * nothing in common, and a name in the ledger stands for one source for ever: of several, those that are others under a known
 * name are left out.
 * @returns the sources that the folder takes, and why not the others
 * @throws Error that says what it belongs to, if it takes none
 */
export function claimDataFolder({ data, sources, config }: Pick<Settings, 'data' | 'sources' | 'config'>): { sources: readonly SourceSettings[]; problems: string[] } {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const path = join(data, 'belongs-to.json')
  const present = existsSync(path) ? read(path) : []
  const known = ({ name }: Pick<Owner, 'name'>) => present.find((each) => each.name === name)
  const isOther = (given: Owner) => {
    const other = known(given)
    return other !== undefined && !(other.kind === given.kind && (other.place === null || given.place === null || other.place === given.place))
  }
  const whole: Owner[] = config ? [{ name: 'traildesk.yaml', kind: 'config', place: realpathSync(config.file) }] : []
  const others = sources.filter((source) => isOther(ownerOf(source)))
  const mine = sources.filter((source) => !others.includes(source))
  const given = [...whole.filter((each) => !isOther(each)), ...mine.map(ownerOf)]
  const stranger = given.length === 0 ? others.map(known)[0] : given.some(known) ? undefined : present[0]
  if (stranger) {
    throw new Error(`The data folder ${data} belongs to ${inWords(stranger)}, and logs of two places are never mixed unless they are given together. Give another folder with --data.`)
  }
  const all = [...present.filter(({ name }) => !given.some((each) => each.name === name)), ...given]
  if (JSON.stringify(all) !== JSON.stringify(present)) {
    writeFileSync(`${path}.tmp`, JSON.stringify({ sources: all }))
    renameSync(`${path}.tmp`, path)
  }
  return {
    sources: mine,
    problems: others.map((source) => {
      const { name } = source
      return `“${name}” is not read: under this name the data folder has ${inWords(known({ name }) ?? ownerOf(source))}. Give the source another name, or another folder with --data.`
    }),
  }
}

function read(path: string): Owner[] {
  try {
    return belonging.parse(JSON.parse(readFileSync(path, 'utf8'))).sources
  } catch (error) {
    throw new Error(`${path} cannot be read. Restore it, or give another folder with --data.`, { cause: error })
  }
}

function ownerOf(source: SourceSettings): Owner {
  const { name, kind } = source
  if (kind === 's3') return { name, kind, place: `s3://${source.bucket}/${source.prefix}` }
  if (kind === 'lookup') return { name, kind, place: null }
  return { name, kind, place: existsSync(source.folder) ? realpathSync(source.folder) : source.folder }
}

const inWords = ({ kind, place }: Owner): string =>
  kind === 'sample' ? 'the sample logs' : kind === 'config' ? `what ${place ?? 'a configuration'} names` : kind === 'lookup' ? 'an AWS account, read by LookupEvents' : (place ?? 'a bucket')
