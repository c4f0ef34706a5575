/** What the name of a file says that a trail delivered. */
export interface DeliveredFile {
  account: string
  region: string
  kind: 'CloudTrail' | 'CloudTrail-Insight' | 'CloudTrail-Digest'
  /** When it was delivered: seconds since 1970, to the minute (of a digest, to the second). */
  at: number
}

const shape = /(?:^|\/)(\d{12})_(CloudTrail(?:-Insight|-Digest)?)_([a-z]{2}(?:-[a-z]+)+-\d)_(?:[^/]*_)?(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z(?:_[^/]*)?\.json(?:\.gz)?$/

/**
 * Reads the name of a file, wherever it lies: `111122223333_CloudTrail_eu-west-1_20260301T0905Z_Ab12.json.gz`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 * @returns undefined if a trail does not call its files so
 */
export function deliveredFileOf(path: string): DeliveredFile | undefined {
  const [, account, kind, region, year, month, day, hour, minute, second = '00'] = shape.exec(path) ?? []
  if (account === undefined || region === undefined || !isKind(kind)) return undefined
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1_000
  return Number.isNaN(at) ? undefined : { account, region, kind, at }
}

const isKind = (kind: string | undefined): kind is DeliveredFile['kind'] => kind === 'CloudTrail' || kind === 'CloudTrail-Insight' || kind === 'CloudTrail-Digest'
