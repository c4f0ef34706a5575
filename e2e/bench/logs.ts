import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where everything of one size lies. */
export interface Place {
  /** Records in the logs; those that were delivered twice count twice. */
  delivered: number
  /** Records that a store holds of them. */
  records: number
  /** The folder that the desk watches. */
  logs: string
  /** The trail files in it. */
  files: readonly string[]
  /** Bytes of these files. */
  bytes: number
  /** The desk's data folder. */
  data: string
  /** DuckDB's database. */
  database: string
  /** A path of something that belongs here too. */
  at: (name: string) => string
}

const manifest = z.object({ records: z.int(), duplicates: z.int() })
/** The same logs each time. */
const end = '2026-01-31T12:00:00Z'

/** Makes the logs of one size, or finds them made. */
export function placeFor(folder: string, records: number): Place {
  const home = join(folder, String(records))
  const at = (name: string) => join(home, name)
  const made = sample(at('made'), records, 'traildesk')
  const logs = at('made/AWSLogs')
  rmSync(join(logs, moreName), { recursive: true, force: true })
  const files = trailFilesIn(logs)
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  return { delivered: made.records, records: made.records - made.duplicates, logs, files, bytes, data: at('data'), database: at('duckdb.db'), at }
}

/** The name under which more logs come to those that a desk watches. */
export const moreName = 'more'

/** More logs, of other events; how many records of them a store would hold. */
export function moreLogs(place: Place, records: number): { folder: string; records: number } {
  const made = sample(place.at('more'), records, 'more')
  return { folder: place.at('more/AWSLogs'), records: made.records - made.duplicates }
}

function sample(out: string, records: number, seed: string): z.infer<typeof manifest> {
  if (!existsSync(join(out, 'sample.json'))) {
    process.stderr.write(`Making ${records.toLocaleString('en')} records…\n`)
    rmSync(out, { recursive: true, force: true })
    mkdirSync(out, { recursive: true })
    const { status } = spawnSync(process.execPath, ['lib/cli/sample.mjs', '--out', out, '--records', String(records), '--seed', seed, '--to', end], { stdio: ['ignore', 2, 2] })
    if (status !== 0) throw new Error('The logs could not be made; the reason stands above.')
  }
  return manifest.parse(JSON.parse(readFileSync(join(out, 'sample.json'), 'utf8')))
}

/** Files of records; digests, which lie beside them, hold none. */
const trailFilesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/CloudTrail/') && path.endsWith('.json.gz'))
    .map((path) => join(folder, path))
    .sort()

/** Bytes that a folder takes on the disk; what links lead to is counted where it lies. */
export const bytesOnDisk = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => (entry.isDirectory() ? bytesOnDisk(join(folder, entry.name)) : statSync(join(folder, entry.name)).blocks * 512))
    .reduce((sum, bytes) => sum + bytes, 0)
