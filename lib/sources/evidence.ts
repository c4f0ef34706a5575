import { deliveredFileOf, type DeliveredFile } from './delivered-file'
import type { Span } from './lookup-events/reach'

/** Seconds in a quarter of an hour: coverage is told by quarters, as every zone's hours can be cut from them. */
export const quarter = 900

/** The quarter of an hour that a second lies in, counted from 1970. */
export const quarterOf = (seconds: number): number => Math.floor(seconds / quarter)

/** What was delivered of one account and region, by the quarter of an hour of its delivery. */
export interface Deliveries {
  account: string
  region: string
  /** How many files of events. */
  files: Map<number, number>
  /** Quarters in which anything came, digests as well: the trail was at work. */
  signs: Set<number>
  /** Files and digests in all. */
  total: number
  /** Seconds since 1970 of the first and the last of them. */
  first: number
  last: number
}

/** Deliveries by account and region. */
export type DeliveriesByPlace = Map<string, Deliveries>

/** Counts a file in; files that no trail delivers, and those of Insights, count for nothing. Answers what its name says. */
export function countIn(places: DeliveriesByPlace, path: string): DeliveredFile | undefined {
  const file = deliveredFileOf(path)
  if (file === undefined || file.kind === 'CloudTrail-Insight') return file
  const { account, region, kind, at } = file
  const key = `${account} ${region}`
  const place = places.get(key) ?? { account, region, files: new Map(), signs: new Set(), total: 0, first: at, last: at }
  places.set(key, place)
  if (kind === 'CloudTrail') place.files.set(quarterOf(at), (place.files.get(quarterOf(at)) ?? 0) + 1)
  place.signs.add(quarterOf(at))
  place.total += 1
  place.first = Math.min(place.first, at)
  place.last = Math.max(place.last, at)
  return file
}

/** Takes a file out again that is gone before it was read; that something came at that time stays true. */
export function countOut(places: DeliveriesByPlace, path: string): void {
  const file = deliveredFileOf(path)
  const place = file?.kind === 'CloudTrail' ? places.get(`${file.account} ${file.region}`) : undefined
  if (file === undefined || place === undefined) return
  place.total -= 1
  place.files.set(quarterOf(file.at), Math.max(0, (place.files.get(quarterOf(file.at)) ?? 0) - 1))
}

/** What the source of a bucket knows of deliveries. */
export interface OfBucket {
  kind: 'bucket'
  /** What a person knows it by: `s3://trail-archive/security/`. */
  place: string
  /** What lies in the bucket, as far as it was listed since the start. */
  found: DeliveriesByPlace
  /** Why objects cannot be read, by their keys. */
  failed: ReadonlyMap<string, string>
  /** Spans of delivery of which all objects are known: listed since the start, and listed and copied before it. */
  listed: readonly Span[]
  listedBefore: readonly Span[]
  /** Seconds since 1970: what was delivered before is not looked for. */
  since: number
  /** What stands in the way of listing. */
  problem: string | undefined
}

/** What LookupEvents has told of an account in a region. */
export interface OfLookup {
  kind: 'lookup'
  places: { account: string; region: string; reach: readonly Span[]; since: number; problem: string | undefined }[]
}

/** What a source that fetches knows of the hours that it covers. */
export type Evidence = OfBucket | OfLookup
