import { setTimeout } from 'node:timers/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { credentialsOf, regionFound, type Access } from '../aws-access'
import { troubleOf } from '../aws-trouble'
import { countIn, type DeliveriesByPlace } from '../evidence'
import { folderSource } from '../folder/folder'
import { watchAndFetch, type LiveSource, type StreamState } from '../live-source'
import { withSpan, type Span } from '../lookup-events/reach'
import { alarm, backoff } from '../pace'
import { readListed, writeListed } from './listed-spans'
import { objectsIn, streamsIn, type Bucket, type Listed } from './listing'
import { newestFirst, objectKeyOf, type ObjectKey } from './object-key'
import { openObjectStore, type ObjectStore } from './object-store'

const day = 86_400_000
/** Milliseconds between two looks at the last two days: objects may sort before those that were seen, so all of a day is listed. */
const lookEvery = 60_000
/** So often the whole span is listed again, for what was delivered late and accounts and regions that are new. */
const wholeLookEvery = 3_600_000
const downloads = 16
/** Tries of one object in one look; what fails longer is tried at the next. */
const tries = 4
/** The loader is told no oftener than this while much is fetched. */
const tellEvery = 1_500

const categories: Record<ObjectKey['kind'], StreamState['stream']['category']> = { CloudTrail: 'management', 'CloudTrail-Insight': 'insight', 'CloudTrail-Digest': 'digest' }

/** What is known of a stream's objects. */
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
}

/**
 * The objects that trails deliver to a bucket. They are copied as they are, newest first, and read from the copies; new
 * ones are looked for every minute.
 */
export function bucketSource({ name: source, folders: { copies, state }, bucket: name, prefix, days, isRequesterPays, access, region, endpoint, forcePathStyle }: Options): LiveSource {
  const files = folderSource({ name: source, kind: 's3', folder: copies })
  const where = `bucket ${name}`
  const credentials = credentialsOf(access)
  const streams = new Map<string, Stream>()
  const failing = new Map<string, string>()
  let problem: string | undefined
  let isWholeListed = false
  let requests = 0
  /** What is known of deliveries, and of which times all of it is known: since the start, and as of the last start. */
  const found: DeliveriesByPlace = new Map()
  let listed: Span[] = []
  let listedBefore: Span[] = []
  const nextLook = alarm()

  /** Does something until it succeeds; between two tries, what stands in the way is told. */
  const patiently = async <T>(action: string, resource: string, work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    for (let failures = 1; ; failures += 1) {
      try {
        requests += 1
        const result = await credentials.renewing(work)
        problem = undefined
        return result
      } catch (error) {
        signal.throwIfAborted()
        const trouble = troubleOf(error, action, where, resource)
        if (failures > 1 || (trouble.kind !== 'transient' && trouble.kind !== 'throttled')) problem = trouble.message
        await setTimeout(trouble.kind === 'transient' || trouble.kind === 'throttled' ? backoff(failures) : lookEvery, undefined, { signal })
      }
    }
  }

  const list = async (bucket: Bucket, store: ObjectStore, at: string, after: string | undefined, signal: AbortSignal): Promise<Listed[]> => {
    const missing = await patiently('s3:ListBucket', `arn:aws:s3:::${name}`, async () => {
      const found: Listed[] = []
      // Of a page at a time: a bucket has more objects than a call may have arguments.
      for await (const page of objectsIn(bucket, at, after, signal)) found.push(...page)
      return found
    }, signal)
    return missing.filter((object) => {
      const key = objectKeyOf(object.key)
      if (key === undefined) return false
      note(object, key, store.has(object))
      return !store.has(object)
    })
  }

  const known = new Set<string>()
  const note = ({ key }: Listed, { account, region, kind, day: on }: ObjectKey, isFetched: boolean) => {
    const id = `${account} ${region} ${kind}`
    const stream = streams.get(id) ?? { account, region, kind, found: 0, fetched: 0, brought: 0, oldest: on, newest: on }
    streams.set(id, stream)
    if (!known.has(key)) {
      known.add(key)
      countIn(found, key)
      stream.found += 1
      if (isFetched) stream.fetched += 1
    }
    if (on < stream.oldest) stream.oldest = on
    if (on > stream.newest) stream.newest = on
  }

  const fetchAll = async (bucket: Bucket, store: ObjectStore, objects: readonly Listed[], tell: () => void, signal: AbortSignal) => {
    const ordered = [...objects].sort((a, b) => newestFirst(a.key, b.key))
    const left = ordered.values()
    let told = 0
    const work = async () => {
      // All take from one iterator.
      for (const object of left) {
        signal.throwIfAborted()
        await fetchOne(bucket, store, object, signal)
        if (Date.now() - told < tellEvery) continue
        told = Date.now()
        tell()
      }
    }
    await Promise.all(Array.from({ length: Math.min(downloads, ordered.length) }, work))
    if (objects.length > 0) tell()
  }

  const fetchOne = async ({ client }: Bucket, store: ObjectStore, object: Listed, signal: AbortSignal) => {
    for (let failures = 1; failures <= tries; failures += 1) {
      try {
        requests += 1
        const { Body } = await credentials.renewing(() => client.send(new GetObjectCommand({ Bucket: name, Key: object.key, ...(isRequesterPays && { RequestPayer: 'requester' }) }), { abortSignal: signal }))
        if (!(Body instanceof Readable)) throw new Error('no body')
        await store.put(object, Body)
        failing.delete(object.key)
        const key = objectKeyOf(object.key)
        const stream = key && streams.get(`${key.account} ${key.region} ${key.kind}`)
        if (stream) {
          stream.fetched += 1
          stream.brought += 1
        }
        return
      } catch (error) {
        signal.throwIfAborted()
        failing.set(object.key, reasonOf(error, object.key))
        const { kind } = troubleOf(error, 's3:GetObject', where)
        if (kind === 'denied' || kind === 'gone' || kind === 'credentials') return
        if (failures < tries) await setTimeout(backoff(failures), undefined, { signal })
      }
    }
  }

  /** Why an object could not be copied; a key that AWS KMS guards needs a permission of its own. */
  const reasonOf = (error: unknown, key: string): string => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC') return `Objects of ${where} cannot be written: the disk is full. Make room in ${copies}; it is tried again by itself.`
    if (error instanceof Error && error.name === 'ShortObject') return `An object of ${where} came cut off, and is asked for again: ${key}`
    const needsKey = error instanceof Error && /kms/i.test(error.message)
    const trouble = needsKey ? troubleOf(error, 'kms:Decrypt', where, 'the key of the bucket') : troubleOf(error, 's3:GetObject', where, `arn:aws:s3:::${name}/${prefix}AWSLogs/*`)
    return trouble.kind === 'gone' ? `An object of ${where} was deleted before it could be read: ${key}` : trouble.message
  }

  const run = async (tell: () => void, signal: AbortSignal) => {
    // Stores that speak S3 elsewhere have no host name for each bucket.
    const isElsewhere = endpoint !== undefined || Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL)
    const client = new S3Client({
      ...credentials.config, region: region ?? (await regionFound(access)), maxAttempts: 1, followRegionRedirects: true, forcePathStyle: forcePathStyle ?? isElsewhere, ...(endpoint !== undefined && { endpoint }),
    })
    const bucket: Bucket = { client, name, isRequesterPays }
    const store = await openObjectStore(copies, join(state, 'objects.ndjson'))
    listedBefore = await readListed(state)
    let wholeLook = 0
    let places: string[] = []
    while (!signal.aborted) {
      const isWhole = Date.now() - wholeLook >= wholeLookEvery
      if (isWhole) {
        places = await patiently('s3:ListBucket', `arn:aws:s3:::${name}`, () => streamsIn(bucket, prefix, signal), signal)
        wholeLook = Date.now()
        if (places.length === 0) problem = `There is nothing of a trail in s3://${name}/${prefix}: no AWSLogs/<account>/CloudTrail/<region>/ below it. Check the prefix; it is looked at again every hour, or with Look now.`
      }
      const begun = secondsNow()
      const recent: Listed[][] = []
      for (const place of places) for (const back of [0, 1]) recent.push(await list(bucket, store, `${place}${pathOf(Date.now() - back * day)}/`, undefined, signal))
      listed = withSpan(listed, { from: Math.floor((begun - 86_400) / 86_400) * 86_400, to: begun })
      await fetchAll(bucket, store, recent.flat(), tell, signal)
      if (isWhole) {
        const rest: Listed[][] = []
        for (const place of places) rest.push(await list(bucket, store, place, `${place}${pathOf(Date.now() - days * day)}`, signal))
        listed = withSpan(listed, { from: sinceDaysBack(days), to: begun })
        await fetchAll(bucket, store, rest.flat(), tell, signal)
        isWholeListed = true
      }
      if (failing.size === 0) await writeListed(state, listed.reduce(withSpan, listedBefore))
      const isAsked = await nextLook.wait(lookEvery, signal)
      if (isAsked && places.length === 0) wholeLook = 0
    }
  }

  const shareOf = ({ found, fetched }: Pick<Stream, 'found' | 'fetched'>) => (found === 0 ? 1 : Math.min(1, fetched / found))
  return {
    ...files,
    location: `s3://${name}/${prefix}, ${days} days back`,
    watch: watchAndFetch(files, run, (name) => {
      problem = `Reading ${where} has ended (${name}). Start the desk again; what was fetched is kept.`
    }),
    streams: () =>
      [...streams.values()].map(({ account, region, kind, found, fetched, brought, oldest, newest }) => ({
        stream: { account, region, category: categories[kind] },
        share: shareOf({ found, fetched }),
        reach: fetched === found ? { from: Date.parse(oldest) / 1_000, to: Math.floor(Math.min(Date.parse(newest) + day, Date.now()) / 1_000) } : undefined,
        requests,
        fetched: brought,
        unit: 'objects',
        problem: undefined,
      })),
    share() {
      const all = [...streams.values()].reduce((sum, { found, fetched }) => ({ found: sum.found + found, fetched: sum.fetched + fetched }), { found: 0, fetched: 0 })
      return isWholeListed ? 1 : all.found === 0 ? 0 : Math.min(0.99, shareOf(all))
    },
    problems: () => {
      const reasons = [...new Set(failing.values())]
      return [...(problem === undefined ? [] : [problem]), ...reasons.slice(0, 5), ...(reasons.length > 5 ? [`${reasons.length - 5} more objects of ${where} are not read.`] : [])]
    },
    evidence: () => ({ kind: 'bucket', place: `s3://${name}/${prefix}`, found, failed: failing, listed, listedBefore, since: sinceDaysBack(days), problem }),
    lookNow: nextLook.ring,
  }
}

const secondsNow = () => Math.floor(Date.now() / 1_000)
/** The start of the UTC day so many days ago. */
const sinceDaysBack = (days: number) => Math.floor(secondsNow() / 86_400 - days) * 86_400

/** A UTC day as keys spell it. */
const pathOf = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')
