import 'server-only'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Settings, SourceSettings } from '@/lib/config/settings'

/** A source whose records a data folder holds. */
const owner = z.object({
  name: z.string(),
  kind: z.enum(['sample', 'folder', 'lookup', 's3']),
  /** What tells it from another of its kind; null if that was not noted. */
  place: z.string().nullable(),
})
type Owner = z.infer<typeof owner>

const nameOfOne: Record<Owner['kind'], string> = { sample: 'sample', folder: 'logs', lookup: 'lookup-events', s3: 's3' }

const belonging = z.union([
  z.object({ sources: z.array(owner) }),
  // Written while a desk had one source.
  z
    .object({ kind: owner.shape.kind, logs: z.string() })
    .transform(({ kind, logs }) => ({ sources: [{ name: nameOfOne[kind], kind, place: kind === 'lookup' || kind === 's3' ? null : logs }] })),
])

/**
 * Makes the data folder, or finds it made for the same sources. Others may join them; but a store never mixes what has
 * nothing in common, and a name in the ledger stands for one source for ever.
 * @throws Error that says what it belongs to
 */
export function claimDataFolder({ data, sources }: Pick<Settings, 'data' | 'sources'>): void {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const path = join(data, 'belongs-to.json')
  const given = sources.map(ownerOf)
  const present = existsSync(path) ? read(path) : []
  const isSame = (one: Owner, other: Owner) => one.kind === other.kind && (one.place === null || other.place === null || one.place === other.place)
  const shared = given.flatMap((each) => present.filter(({ name }) => name === each.name).map((other) => ({ each, other })))
  const stranger = shared.find(({ each, other }) => !isSame(each, other))?.other ?? (shared.length === 0 ? present[0] : undefined)
  if (stranger) {
    throw new Error(`The data folder ${data} belongs to ${inWords(stranger)}, and logs of two places are never mixed unless they are given together. Give another folder with --data.`)
  }
  const all = [...present.filter(({ name }) => !given.some((each) => each.name === name)), ...given]
  if (JSON.stringify(all) === JSON.stringify(present)) return
  writeFileSync(`${path}.tmp`, JSON.stringify({ sources: all }))
  renameSync(`${path}.tmp`, path)
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
  kind === 'sample' ? 'the sample logs' : kind === 'lookup' ? 'an AWS account, read by LookupEvents' : (place ?? 'a bucket')
