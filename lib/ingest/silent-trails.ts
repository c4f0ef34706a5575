import 'server-only'
import { quarter, quarterOf } from '@/lib/sources/evidence'
import { standOf } from './cover'
import { filesOf, type AtWork } from './witnesses'

/** Seconds within which a bucket must have been listed, that something may be said of what did not come. */
const fresh = 900

/** An account and region of a bucket in which a trail has stopped to deliver, against its own rhythm. */
export interface SilentTrail {
  /** The bucket as a person knows it. */
  place: string
  account: string
  region: string
  /** When it last delivered something: seconds since 1970, to the quarter of an hour. */
  since: number
}

/**
 * The trails that are silent now: nothing new for an hour or more, where at these hours something usually comes. Of a bucket
 * that is paused or not reached nothing is said: of that, others tell.
 * @param now seconds since 1970
 */
export function silentTrails(work: AtWork, now: number): SilentTrail[] {
  const { evidence, isPaused } = work
  if (evidence?.kind !== 'bucket' || isPaused || evidence.problem !== undefined) return []
  const listedTo = Math.max(0, ...evidence.listed.map(({ to }) => to))
  if (now - listedTo > fresh) return []
  return filesOf(work).flatMap(({ account, region, files }) => {
    const last = standOf(files).silences.at(-1)
    const lastSign = Math.max(files.found?.last ?? 0, files.stored?.last ?? 0)
    // It has not ended with the present quarter of an hour, in which something may have come already.
    const isNow = last !== undefined && last.to >= quarterOf(listedTo + 1) && quarterOf(lastSign) < last.from
    return isNow ? [{ place: evidence.place, account, region, since: last.from * quarter }] : []
  })
}

/** One sentence for all of a bucket, with what to do. */
export function silenceInWords(silent: readonly SilentTrail[]): string[] {
  const [first, ...others] = silent
  if (first === undefined) return []
  const time = `${new Date(first.since * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const more = others.length === 0 ? '' : ` (and of ${others.length} more, see Sources)`
  return [
    `A trail has stopped: nothing new of account ${first.account}, ${first.region}${more} in ${first.place} since ${time}, though something usually comes at these hours. See in AWS whether the trail logs, and whether it may write to the bucket.`,
  ]
}
