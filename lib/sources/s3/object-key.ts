/** What the key of an object of a trail says. */
export interface ObjectKey {
  account: string
  region: string
  kind: 'CloudTrail' | 'CloudTrail-Insight' | 'CloudTrail-Digest'
  /** The UTC day of delivery: `2026-03-01`. */
  day: string
}

const shape = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?(\d{12})\/(CloudTrail(?:-Insight|-Digest)?)\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\/[^/]+\.json(?:\.gz)?$/

/**
 * Reads the key of an object that a trail delivers, of one account or of an organization, below any prefix.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 * @returns undefined if it is none of a trail
 */
export function objectKeyOf(key: string): ObjectKey | undefined {
  const [, account, kind, region, year, month, day] = shape.exec(key) ?? []
  if (account === undefined || region === undefined || !isKind(kind)) return undefined
  return { account, region, kind, day: `${year}-${month}-${day}` }
}

const isKind = (kind: string | undefined): kind is ObjectKey['kind'] => kind === 'CloudTrail' || kind === 'CloudTrail-Insight' || kind === 'CloudTrail-Digest'

/** Newest delivery first. */
export const newestFirst = (a: string, b: string): number => (stampOf(a) < stampOf(b) ? 1 : -1)

const stampOf = (key: string): string => /_(\d{8}T\d{4})\d{0,2}Z_?/.exec(key)?.[1] ?? (objectKeyOf(key)?.day.replaceAll('-', '') ?? '')
