import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { credentialsOf, regionFound, type Access } from '../aws-access'
import { behindOf, clockInWords } from '../aws-trouble'
import { gateThat, type Gate } from '../gate'
import { fetchedFolder, fetching, type LiveSource } from '../live-source'
import { withSpan, type Span } from '../lookup-events/reach'
import { patientlyWith } from '../patience'
import { alarm, bell } from '../pace'
import type { IsStored } from '../trail-file'
import { answering, lookEvery, wholeLookEvery } from '../waits'
import { copiesIn } from './copies'
import { fetcherOf, type Fetcher } from './fetcher'
import { readListed, writeListed } from './listed-spans'
import { objectsIn, streamsIn, type Bucket, type Listed, type Wanted } from './listing'
import { isDigest, isOfTrail, newestFirst, objectKeyOf } from './object-key'
import { openObjectStore, type ObjectStore } from './object-store'
import { sharedQueues, type SharedQueues } from './shared-queues'
import { openStreams } from './streams'

const day = 86_400_000
/** Objects that are fetched side by side of the last two days, and as many of those before. */
const downloads = 16
/** The loader is told no oftener than this while much is fetched. */
const tellEvery = 1_500

interface Options {
  /** What the source is called. */
  name: string
  /** Where objects are copied to, and where it is noted which were. */
  folders: { copies: string; state: string }
  bucket: string
  /** What stands before `AWSLogs/`, with its slash. */
  prefix: string
  /** How many days back. */
  days: number
  isRequesterPays: boolean
  access: Access
  /** The bucket's region; without it, the one that the SDK finds, and where that is wrong, the one that the bucket names. */
  region?: string | undefined
  /** A store that speaks S3 elsewhere. */
  endpoint?: string | undefined
  /** Whether the bucket's name stands in the path and not in the host name; so it is with a store elsewhere, if it is not said. */
  forcePathStyle?: boolean | undefined
  /** The URL of the SQS queue that tells of new objects. */
  queue?: string | undefined
  /** Where those are that other sources read as well. */
  queues?: SharedQueues | undefined
  /** Holds requests while the source is paused. */
  gate?: Gate | undefined
}

/**
 * The objects that trails deliver to a bucket. They are copied as they are, newest first, and read from the copies; new
 * ones are looked for every minute, and fetched at once where a queue tells of them. Digests are copied, and are no records.
 */
export function bucketSource({ name: source, folders: { copies, state }, bucket: name, prefix, days, isRequesterPays, access, region, endpoint, forcePathStyle, queue: url, queues = sharedQueues(), gate = gateThat(true) }: Options): LiveSource {
  const files = fetchedFolder({ name: source, kind: 's3', folder: copies })
  const held = copiesIn(files, (path) => !isDigest(path))
  const where = `bucket ${name}`
  const credentials = credentialsOf(access, gate)
  const streams = openStreams()
  let client: S3Client | undefined
  let fetcher: Fetcher | undefined
  let problem: string | undefined
  let isWholeListed = false
  /** Of which times of delivery all objects are known: since the start, and as of the last start. */
  let listed: Span[] = []
  let listedBefore: Span[] = []
  /** Spans that a person asked for. */
  const askedSpans: Span[] = []
  /** The folders of the trail's streams, as of the last look. */
  let places: string[] = []
  /** How much is being listed and copied side by side. */
  let copying = 0
  /** What stands in the way of the list of the newest days, and of that of all. */
  const unlisted: Record<'ahead' | 'back', string | undefined> = { ahead: undefined, back: undefined }
  const nextLook = alarm()
  const wholeLook = alarm()
  const retry = bell()
  /** Milliseconds since 1970, by the clock of AWS: by that, trails name the days of what they deliver. */
  const now = () => Date.now() + behindOf(client)
  const secondsNow = () => Math.floor(now() / 1_000)
  /** The start of the UTC day before which nothing is looked for. */
  const since = () => Math.floor(secondsNow() / 86_400 - days) * 86_400
  const asking = (as: keyof typeof unlisted, client: S3Client, signal: AbortSignal): Bucket => {
    const patiently = patientlyWith(credentials, where, (told) => (unlisted[as] = told), retry)
    return { client, name, isRequesterPays, ask: (work) => patiently('s3:ListBucket', `arn:aws:s3:::${name}`, work, signal) }
  }
  const standsInTheWay = () => problem ?? unlisted.ahead ?? unlisted.back
  /** What of a stream is not copied, on one day, or from one on and up to another. */
  const list = async (bucket: Bucket, store: ObjectStore, place: string, range: { on: number } | { from: number; to?: number }, signal: AbortSignal): Promise<Listed[]> => {
    const stream = objectKeyOf(`${place}${pathOf(0)}/-.json`, prefix)
    const [at, after] = 'on' in range ? [`${place}${pathOf(range.on)}/`] : [place, `${place}${pathOf(range.from)}`]
    const until = 'to' in range && range.to !== undefined ? `${place}${pathOf(range.to)}/~` : '\uffff'
    const all: Listed[] = []
    // Of a page at a time: a bucket has more objects than a call may have arguments.
    for await (const page of objectsIn(bucket, at, after, signal, () => stream && streams.asked(stream))) {
      all.push(...page)
      if ((page.at(-1)?.key ?? '') > until) break
    }
    return all.filter((object) => {
      if (object.key > until) return false
      const key = objectKeyOf(object.key, prefix)
      if (key === undefined) return false
      const isFetched = store.has(object)
      streams.found(object.key, key, isFetched)
      return !isFetched
    })
  }

  const fetchAll = async (from: Fetcher, objects: readonly Wanted[], tell: () => void, signal: AbortSignal) => {
    const ordered = [...objects].sort((a, b) => newestFirst(a.key, b.key))
    const left = ordered.values()
    let told = 0
    const work = async () => {
      // All take from one iterator.
      for (const object of left) {
        signal.throwIfAborted()
        await from.fetch(object, signal)
        if (Date.now() - told < tellEvery) continue
        told = Date.now()
        tell()
      }
    }
    await Promise.all(Array.from({ length: Math.min(downloads, ordered.length) }, work))
    if (objects.length > 0) tell()
  }

  /** What a queue needs of it, which may be read before all of it is there. */
  let begun: { store: ObjectStore; fetcher: Fetcher; tell: () => void; isStored: IsStored } | undefined
  let hasBegun = (_: NonNullable<typeof begun>) => {}
  const beginning = new Promise<NonNullable<typeof begun>>((resolve) => {
    hasBegun = (all) => {
      begun = all
      resolve(all)
    }
  })

  const run = async (tell: () => void, signal: AbortSignal, isStored: IsStored) => {
    // Stores that speak S3 elsewhere have no host name for each bucket.
    const isElsewhere = endpoint !== undefined || Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL)
    const asked = new S3Client({
      ...credentials.config, region: region ?? (await regionFound(access)), maxAttempts: 1, followRegionRedirects: true, forcePathStyle: forcePathStyle ?? isElsewhere, ...(endpoint !== undefined && { endpoint }),
      requestHandler: answering, cacheMiddleware: true,
    })
    client = asked
    signal.addEventListener('abort', () => asked.destroy(), { once: true })
    const store = await openObjectStore(copies, join(state, 'objects.ndjson'), isStored)
    listedBefore = await readListed(state)
    const from = (fetcher = fetcherOf({ client: asked, bucket: name, isRequesterPays, store, streams, credentials, prefix, copies, onCopy: held.add, retry }))
    hasBegun({ store, fetcher: from, tell, isStored })
    const [looks, back] = [asking('ahead', asked, signal), asking('back', asked, signal)]
    let hasLooked = () => {}
    const looked = new Promise<void>((resolve) => (hasLooked = resolve))
    await Promise.all([lookAhead(looks, store, from, tell, signal, hasLooked), looked.then(() => lookBack(back, store, from, tell, signal)), queue?.run(signal)])
  }

  /** Which accounts, regions and kinds there are. */
  const lookForPlaces = async (bucket: Bucket, signal: AbortSignal) => {
    places = await streamsIn(bucket, prefix, signal)
    problem = places.length > 0 ? undefined : `There is nothing of a trail in s3://${name}/${prefix}: no AWSLogs/<account>/CloudTrail/<region>/ below it. Check the prefix; it is looked at again every minute.`
  }

  /** Lists and copies; once nothing that was listed is still to be copied, that is noted for another start. */
  const copyAll = async (from: Fetcher, work: () => Promise<void>) => {
    copying += 1
    await work()
    copying -= 1
    if (copying === 0 && from.reasons().size === 0) await writeListed(state, listed.reduce(withSpan, listedBefore))
  }

  /**
   * What a person asked for, what failed, and what was delivered of late, every minute: objects may sort before those that were seen, so all
   * of two days is listed.
   */
  const lookAhead = async (bucket: Bucket, store: ObjectStore, from: Fetcher, tell: () => void, signal: AbortSignal, hasLooked: () => void) => {
    for (let isAsked = false; !signal.aborted; ) {
      from.again(isAsked)
      const hadNone = places.length === 0
      if (hadNone || isAsked) await lookForPlaces(bucket, signal)
      if (hadNone && places.length > 0 && isWholeListed) wholeLook.ring()
      for (const span of askedSpans.splice(0)) await copyAll(from, () => fetchSpan(bucket, store, from, span, tell, signal))
      await copyAll(from, async () => {
        const begun = secondsNow()
        const wanted = new Map<string, Wanted>(from.failing().map((object) => [object.key, object]))
        for (const place of places) {
          for (const back of [0, 1]) for (const object of await list(bucket, store, place, { on: now() - back * day }, signal)) wanted.set(object.key, object)
        }
        listed = withSpan(listed, { from: Math.floor((begun - 86_400) / 86_400) * 86_400, to: begun })
        await fetchAll(from, [...wanted.values()], tell, signal)
      })
      hasLooked()
      isAsked = await nextLook.wait(lookEvery, signal)
    }
  }

  /** All days, once the newest are there, and again every hour: for what was delivered late, and accounts and regions that are new. The newest are looked at meanwhile. */
  const lookBack = async (bucket: Bucket, store: ObjectStore, from: Fetcher, tell: () => void, signal: AbortSignal) => {
    while (!signal.aborted) {
      await copyAll(from, async () => {
        const begun = secondsNow()
        const all: Listed[][] = []
        for (const place of places) all.push(await list(bucket, store, place, { from: now() - days * day }, signal))
        listed = withSpan(listed, { from: since(), to: begun })
        await fetchAll(from, all.flat(), tell, signal)
      })
      isWholeListed = true
      await wholeLook.wait(wholeLookEvery, signal)
      if (signal.aborted) return
      from.again(true)
      await lookForPlaces(bucket, signal)
    }
  }

  /** Fetches what was delivered in a span of days, and in the hour after it, however far back it lies. */
  const fetchSpan = async (bucket: Bucket, store: ObjectStore, fetcher: Fetcher, span: Span, tell: () => void, signal: AbortSignal) => {
    const wanted: Listed[][] = []
    const end = Math.min(secondsNow(), span.to + 3_600)
    for (const place of places) wanted.push(await list(bucket, store, place, { from: span.from * 1_000, to: end * 1_000 }, signal))
    listed = withSpan(listed, { from: Math.floor(span.from / 86_400) * 86_400, to: end })
    await fetchAll(fetcher, wanted.flat(), tell, signal)
  }

  /** What the queue that tells of objects of this bucket is asked, and what of that is read. */
  const queue =
    url === undefined
      ? undefined
      : queues.join({ url, access, region, gate }, {
          source,
          bucket: name,
          isPaused: () => !gate.isOpen(),
          sort(key) {
            const object = objectKeyOf(key, prefix)
            if (object === undefined) return isOfTrail(key) ? { reason: `It tells of an object that does not lie below ${prefix}AWSLogs/ as a trail puts it: ${key}` } : 'ignore'
            return Date.parse(object.day) < now() - (days + 1) * day ? 'ignore' : 'read'
          },
          fetch: async (key, signal) => (await beginning).fetcher.fetch({ key }, signal),
          isStored(key) {
            const copy = begun?.store.copyOf(key)
            return copy !== undefined && (isDigest(key) || begun?.isStored(copy) === true)
          },
          tell: () => begun?.tell(),
        })

  return {
    ...files,
    location: `s3://${name}/${prefix}, ${days} days back`,
    look: held.look,
    watch: fetching(run, (name) => {
      problem = `Reading ${where} has ended (${name}). Start the desk again; what was fetched is kept.`
    }),
    streams: streams.states,
    share: () => (isWholeListed ? 1 : Math.min(0.99, streams.share() ?? 0)),
    problems: () => [standsInTheWay(), clockInWords(behindOf(client)), queue?.state().problem, ...(fetcher?.problems() ?? [])].filter((each) => each !== undefined),
    ...(queue && { queue: queue.state }),
    evidence: () => ({ kind: 'bucket', place: `s3://${name}/${prefix}`, found: streams.deliveries(), failed: fetcher?.reasons() ?? new Map(), listed, listedBefore, since: since(), problem: standsInTheWay() }),
    lookNow() {
      held.forget()
      retry.ring()
      queue?.look()
      nextLook.ring()
    },
    fetchSpan(span) {
      askedSpans.push(span)
      nextLook.ring()
    },
  }
}

/** A UTC day as keys spell it. */
const pathOf = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')
