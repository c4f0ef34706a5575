/** What the key of an object of a trail says. */
export interface ObjectKey {
  account: string
  region: string
  kind: 'CloudTrail' | 'CloudTrail-Insight' | 'CloudTrail-Digest'
  /** The UTC day of delivery: `2026-03-01`. */
  day: string
}

const shape = /AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?(\d{12})\/(CloudTrail(?:-Insight|-Digest)?)\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\/[^/]+\.json(?:\.gz)?$/
const atStart = new RegExp(`^${shape.source}`)
const anywhere = new RegExp(`(?:^|/)${shape.source}`)

/**
 * Reads the key of an object that a trail delivers, of one account or of an organization. What others put below a trail's folders is
 * none: so no two keys name one copy, and none names a copy of which another is a folder.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 * @param prefix what stands before `AWSLogs/`, with its slash
 * @returns undefined if it is none of a trail
 */
export function objectKeyOf(key: string, prefix: string): ObjectKey | undefined {
  const [, account, kind, region, year, month, day] = (key.startsWith(prefix) && atStart.exec(key.slice(prefix.length))) || []
  if (account === undefined || region === undefined || !isKind(kind)) return undefined
  return { account, region, kind, day: `${year}-${month}-${day}` }
}

const isKind = (kind: string | undefined): kind is ObjectKey['kind'] => kind === 'CloudTrail' || kind === 'CloudTrail-Insight' || kind === 'CloudTrail-Digest'

/** Whether a key is as a trail gives it, below whatever prefix. */
export const isOfTrail = (key: string): boolean => anywhere.test(key)

/** Whether a key, or the path of a copy, is that of a digest. */
export const isDigest = (key: string): boolean => anywhere.exec(key)?.[2] === 'CloudTrail-Digest'

/** Newest delivery first. */
export const newestFirst = (a: string, b: string): number => (stampOf(a) < stampOf(b) ? 1 : -1)

const stampOf = (key: string): string => /_(\d{8}T\d{4})\d{0,2}Z_?/.exec(key)?.[1] ?? anywhere.exec(key)?.slice(4, 7).join('') ?? ''
