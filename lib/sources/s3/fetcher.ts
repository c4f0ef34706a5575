import { Readable } from 'node:stream'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Credentials } from '../aws-access'
import { troubleOf } from '../aws-trouble'
import { backoff, type Bell } from '../pace'
import { credentialsWait } from '../waits'
import type { TrailFile } from '../trail-file'
import type { Wanted } from './listing'
import { objectKeyOf } from './object-key'
import type { ObjectStore } from './object-store'
import type { Streams } from './streams'

/** What became of it: it is copied; the bucket has it no longer; it is to be tried again. */
export type Outcome = 'copied' | 'gone' | 'failed'

/** Copies objects of a bucket. */
export interface Fetcher {
  /**
   * Copies an object, unless it was, or is being copied: then that is waited for.
   * @throws AbortError of the signal
   */
  fetch(object: Wanted, signal: AbortSignal): Promise<Outcome>
  /** What failed and is to be tried again. */
  failing(): Wanted[]
  /**
   * Begins another round of tries: what is denied is asked for again, at least one object for each reason in each account and region, and
   * all of them once one is had. In a thorough round, so is one of each folder, and what was gone is told no longer.
   */
  again(isThorough: boolean): void
  /** Why objects are not copied, by their keys, in words for people. */
  reasons(): ReadonlyMap<string, string>
  /** The same, each reason once. */
  problems(): string[]
}

interface Options {
  client: S3Client
  /** The name of the bucket. */
  bucket: string
  isRequesterPays: boolean
  store: ObjectStore
  streams: Streams
  credentials: Credentials
  /** What stands before `AWSLogs/`. */
  prefix: string
  /** Where copies lie. */
  copies: string
  /** Is told of each copy that is made. */
  onCopy: (file: TrailFile) => void
  /** Ends the wait for the next try. */
  retry: Bell
}

/** Tries of one object in one round; what fails longer is tried in the next. */
const tries = 4
/** After so many objects that are denied one after the other, no more are tried of those of which a like one was: they would fare no better. */
const denialsOfRound = 100

/** Nothing is under way. */
export function fetcherOf({ client, bucket: name, isRequesterPays, store, streams, credentials, prefix, copies, onCopy, retry }: Options): Fetcher {
  const where = `bucket ${name}`
  const underWay = new Map<string, Promise<Outcome>>()
  const failing = new Map<string, { object: Wanted; reason: string; isGone: boolean }>()
  let denials = 0
  /** Folders of which an object is denied, those of an account, a region and a day, with the reason: what was never tried is like it. */
  const denied = new Map<string, string>()
  /** What was denied in this round, by account, region and reason: what was denied for that before is like it. */
  const deniedNow = new Set<string>()
  const likeOf = (key: string, reason: string) => `${key.replace(/\d{4}\/\d\d\/\d\d\/[^/]*$/, '')} ${reason}`

  const get = async (object: Wanted, signal: AbortSignal) => {
    const key = objectKeyOf(object.key, prefix)
    const answer = await credentials.renewing(() => {
      if (key) streams.asked(key)
      return client.send(new GetObjectCommand({ Bucket: name, Key: object.key, ...(isRequesterPays && { RequestPayer: 'requester' }) }), { abortSignal: signal })
    })
    const { Body, ContentLength, ETag = object.etag ?? '' } = answer
    if (!(Body instanceof Readable)) throw new Error('no body')
    // Written anew since it was listed, it may be of another size.
    const size = ETag === object.etag ? object.size : ContentLength
    onCopy(await store.put({ key: object.key, size: size ?? ContentLength, etag: ETag }, Body))
    if (key) streams.brought(object.key, key)
  }

  const fetchOne = async (object: Wanted, signal: AbortSignal): Promise<Outcome> => {
    // Since it was listed, the queue may have told of it, or the other way round.
    if (store.has(object)) {
      failing.delete(object.key)
      return 'copied'
    }
    const folder = object.key.slice(0, object.key.lastIndexOf('/'))
    const before = failing.get(object.key)?.reason
    const likely = before === undefined ? denied.get(folder) : deniedNow.has(likeOf(object.key, before)) ? before : undefined
    if (denials >= denialsOfRound && likely !== undefined) {
      failing.set(object.key, { object, reason: likely, isGone: false })
      return 'failed'
    }
    for (let failures = 1; ; ) {
      try {
        await get(object, signal)
        failing.delete(object.key)
        denials = 0
        denied.delete(folder)
        return 'copied'
      } catch (error) {
        signal.throwIfAborted()
        const { kind } = troubleOf(error, 's3:GetObject', where)
        const reason = reasonOf(error, object.key)
        const isGone = kind === 'gone'
        // Of one that no listing told of, whoever asked for it tells.
        if (!isGone || object.etag !== undefined) failing.set(object.key, { object, reason, isGone })
        else failing.delete(object.key)
        const key = objectKeyOf(object.key, prefix)
        if (isGone && key) streams.lost(object.key, key)
        if (isGone) return 'gone'
        if (kind === 'denied') {
          denials += 1
          denied.set(folder, reason)
          deniedNow.add(likeOf(object.key, reason))
          return 'failed'
        }
        if (kind === 'credentials') {
          await retry.wait(credentialsWait, signal)
          continue
        }
        if (failures === tries) return 'failed'
        await retry.wait(backoff(failures), signal)
        failures += 1
      }
    }
  }

  /** Why an object could not be copied; one that AWS KMS guards needs a permission of its own. */
  const reasonOf = (error: unknown, key: string): string => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC') return `Objects of ${where} cannot be written: the disk is full. Make room in ${copies}; it is tried again by itself.`
    if (error instanceof Error && error.name === 'ShortObject') return `An object of ${where} came cut off, and is asked for again: ${key}`
    const { kind, message } = troubleOf(error, 's3:GetObject', where, `arn:aws:s3:::${name}/${prefix}AWSLogs/*`)
    if (kind === 'gone') return `An object of ${where} was deleted before it could be read: ${key}`
    if (!(error instanceof Error) || !/kms/i.test(`${error.name} ${error.message}`)) return message
    const guard = /arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]{1,200}/.exec(error.message)?.[0] ?? 'the ARN of the key that the bucket is encrypted with'
    if (kind === 'denied') return `${troubleOf(error, 'kms:Decrypt', where, guard).message} The policy of the key must allow it, too.`
    return `Objects of ${where} cannot be decrypted: AWS KMS has no use for their key (${guard}). See whether it is enabled; it is tried again every minute.`
  }

  return {
    fetch(object, signal) {
      const present = underWay.get(object.key)
      if (present) return present
      const begun = fetchOne(object, signal).finally(() => underWay.delete(object.key))
      underWay.set(object.key, begun)
      return begun
    },
    failing: () => [...failing.values()].flatMap(({ object, isGone }) => (isGone ? [] : [object])),
    again(isThorough) {
      denials = 0
      deniedNow.clear()
      if (!isThorough) return
      denied.clear()
      for (const [key, { isGone }] of failing) if (isGone) failing.delete(key)
    },
    reasons: () => new Map([...failing].map(([key, { reason }]) => [key, reason])),
    problems() {
      const reasons = [...new Set([...failing.values()].map(({ reason }) => reason))]
      return [...reasons.slice(0, 5), ...(reasons.length > 5 ? [`${reasons.length - 5} more objects of ${where} are not read.`] : [])]
    },
  }
}
