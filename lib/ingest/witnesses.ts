import 'server-only'
import { deliveredFileOf } from '@/lib/sources/delivered-file'
import { quarter, quarterOf, type Deliveries, type DeliveriesByPlace, type Evidence, type OfBucket } from '@/lib/sources/evidence'
import type { Span } from '@/lib/sources/lookup-events/reach'
import type { Source } from '@/lib/sources/trail-file'
import { coverByFiles, coverByLookups, type OfFiles, type Told } from './cover'
import type { Witness } from './coverage'
import type { Progress } from './progress'

/** What is known of a source at work. */
export interface AtWork {
  source: Pick<Source, 'name'>
  /** Of what fetches. */
  evidence: Evidence | undefined
  progress: Pick<Progress, 'state' | 'waiting' | 'lastLook' | 'problem' | 'skipped'>
  /** What the store has of it. */
  stored: DeliveriesByPlace
  isPaused: boolean
}

/** What a source tells of the hours that it covers, a witness for each account and region. */
export function witnessesOf(work: AtWork, now: number): Witness[] {
  const { source, evidence, isPaused } = work
  if (evidence?.kind === 'lookup') {
    return evidence.places.map(({ account, region, ...told }) => ({ source: source.name, account, region, isOfFiles: false, cover: (stretch, paint) => coverByLookups({ ...told, isPaused }, now, stretch, paint) }))
  }
  return filesOf(work).map(({ account, region, files }) => ({ source: source.name, account, region, isOfFiles: true, cover: (stretch, paint) => coverByFiles(files, stretch, paint) }))
}

/** What a source of files has, by account and region; nothing of LookupEvents. */
export function filesOf(work: AtWork): { account: string; region: string; files: OfFiles }[] {
  const { evidence, stored } = work
  if (evidence?.kind === 'lookup') return []
  const keys = new Set([...stored.keys(), ...(evidence?.found.keys() ?? [])])
  const failed = failedOf(work)
  const last = Math.max(...[...stored.values()].map((place) => place.last))
  return [...keys].flatMap((key) => {
    const place = stored.get(key) ?? evidence?.found.get(key)
    if (place === undefined) return []
    const { account, region } = place
    const files = evidence ? ofBucket(work, evidence, key, failed.get(key)) : ofFolder(work, place, last, failed.get(key))
    return [{ account, region, files }]
  })
}

const bucketPause = (place: string): Told => ({ state: 'missing', why: `Reading ${place} is paused.` })

function ofBucket({ stored, progress, isPaused }: AtWork, { place, found, listed, listedBefore, since, problem }: OfBucket, key: string, failed: ReadonlyMap<number, string> | undefined): OfFiles {
  const isLoaded = progress.lastLook !== null && progress.waiting === null
  const trouble = problem ?? (progress.state === 'failed' ? progress.problem : null)
  return {
    name: place,
    stored: stored.get(key),
    found: found.get(key),
    failed: failed ?? new Map<number, string>(),
    known: isLoaded ? [...listedBefore, ...listed] : listed,
    waiting: undefined,
    since,
    unknown: isPaused
      ? bucketPause(place)
      : trouble !== null
        ? { state: 'failed', why: trouble }
        : { state: 'fetching', why: `What was delivered to ${place} is not known yet: CloudTrail takes some fifteen minutes, and a look at the bucket up to one.` },
    unread: isPaused ? bucketPause(place) : { state: 'fetching', why: `Objects of ${place} are still to be read.` },
  }
}

/** Why objects or files cannot be read, by account and region and the quarter of an hour of their delivery. */
function failedOf({ evidence, progress }: AtWork): Map<string, Map<number, string>> {
  const byPlace = new Map<string, Map<number, string>>()
  const fetching = evidence?.kind === 'bucket' ? [...evidence.failed] : []
  for (const [path, why] of [...fetching, ...progress.skipped.map(({ path, reason }) => [path, `${path} is not read: ${reason}.`] as const)]) {
    const file = deliveredFileOf(path)
    if (file?.kind !== 'CloudTrail') continue
    const key = `${file.account} ${file.region}`
    byPlace.set(key, (byPlace.get(key) ?? new Map<number, string>()).set(quarterOf(file.at), why))
  }
  return byPlace
}

/** A folder has what it has: from its first file of an account and region to its last of any. */
function ofFolder({ source: { name }, progress, isPaused }: AtWork, stored: Deliveries, last: number, failed: ReadonlyMap<number, string> | undefined): OfFiles {
  const known: Span[] = progress.lastLook === null ? [] : [{ from: 0, to: (quarterOf(last) + 2) * quarter - 1 }]
  const isReading = progress.lastLook === null || progress.waiting !== null
  const paused: Told = { state: 'missing', why: `Reading “${name}” is paused.` }
  return {
    name: `“${name}”`,
    stored,
    found: undefined,
    failed: failed ?? new Map<number, string>(),
    known,
    waiting: progress.waiting === null ? undefined : quarterOf(progress.waiting),
    since: undefined,
    unknown: isPaused && isReading ? paused : isReading ? { state: 'fetching', why: `“${name}” is being looked at.` } : { state: 'missing', why: `It lies after the last file in “${name}”.` },
    unread: isPaused ? paused : { state: 'fetching', why: `Files of “${name}” are still to be read.` },
  }
}
