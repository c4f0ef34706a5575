import { countIn, countOut, type DeliveriesByPlace } from '../evidence'
import type { StreamState } from '../live-source'
import type { ObjectKey } from './object-key'

/** What is known of the objects of an account, region and kind. */
interface Stream {
  account: string
  region: string
  kind: ObjectKey['kind']
  found: number
  fetched: number
  brought: number
  oldest: string
  newest: string
}

type Named = Pick<ObjectKey, 'account' | 'region' | 'kind'>

/** Counts what a bucket has of each stream, and what of it is fetched. */
export interface Streams {
  /** Notes that the bucket has an object; again does no harm. */
  found(key: string, object: ObjectKey, isFetched: boolean): void
  /** Notes that an object that was found is gone. */
  lost(key: string, object: ObjectKey): void
  /** Notes a request. */
  asked(stream: Named): void
  /** Notes that an object has come. */
  brought(key: string, object: ObjectKey): void
  states(): StreamState[]
  /** When the objects were delivered that were found. */
  deliveries(): DeliveriesByPlace
  /** Of all objects that were found, how many are fetched: 0 to 1; undefined if there are none. */
  share(): number | undefined
}

const day = 86_400_000
const categories: Record<ObjectKey['kind'], StreamState['stream']['category']> = { CloudTrail: 'management', 'CloudTrail-Insight': 'insight', 'CloudTrail-Digest': 'digest' }

/** Nothing is known yet. */
export function openStreams(): Streams {
  const streams = new Map<string, Stream>()
  const requests = new Map<string, number>()
  /** The objects that were found, and whether each is fetched. */
  const known = new Map<string, boolean>()
  const deliveries: DeliveriesByPlace = new Map()
  const idOf = ({ account, region, kind }: Named) => `${account} ${region} ${kind}`
  const shareOf = ({ found, fetched }: Pick<Stream, 'found' | 'fetched'>) => (found === 0 ? 1 : fetched / found)
  const note = (key: string, object: ObjectKey, isFetched: boolean) => {
    const { account, region, kind, day: on } = object
    const id = idOf(object)
    const stream = streams.get(id) ?? { account, region, kind, found: 0, fetched: 0, brought: 0, oldest: on, newest: on }
    streams.set(id, stream)
    if (!known.has(key)) {
      known.set(key, isFetched)
      countIn(deliveries, key)
      stream.found += 1
      if (isFetched) stream.fetched += 1
    }
    if (on < stream.oldest) stream.oldest = on
    if (on > stream.newest) stream.newest = on
  }
  return {
    found: note,
    lost(key, object) {
      const stream = streams.get(idOf(object))
      if (!stream || !known.has(key)) return
      stream.found -= 1
      if (known.get(key)) stream.fetched -= 1
      known.delete(key)
      countOut(deliveries, key)
    },
    asked: (stream) => void requests.set(idOf(stream), (requests.get(idOf(stream)) ?? 0) + 1),
    brought(key, object) {
      note(key, object, false)
      const stream = streams.get(idOf(object))
      if (!stream) return
      if (!known.get(key)) stream.fetched += 1
      known.set(key, true)
      stream.brought += 1
    },
    deliveries: () => deliveries,
    states: () =>
      [...streams.values()].map((stream) => {
        const { account, region, kind, found, fetched, brought, oldest, newest } = stream
        return {
          stream: { account, region, category: categories[kind] },
          share: shareOf(stream),
          reach: fetched === found ? { from: Date.parse(oldest) / 1_000, to: Math.floor(Math.min(Date.parse(newest) + day, Date.now()) / 1_000) } : undefined,
          requests: requests.get(idOf(stream)) ?? 0,
          fetched: brought,
          unit: 'objects',
          problem: undefined,
        }
      }),
    share() {
      const all = [...streams.values()].reduce((sum, { found, fetched }) => ({ found: sum.found + found, fetched: sum.fetched + fetched }), { found: 0, fetched: 0 })
      return all.found === 0 ? undefined : shareOf(all)
    },
  }
}
