import { createHash, createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from './refusal'

/** An access key that the emulator knows, and whose it is. */
export interface Key {
  accessKeyId: string
  secretAccessKey: string
  /** Of temporary credentials: each request must bring it. */
  sessionToken?: string
  /** When temporary credentials end, in milliseconds since 1970 by the machine's clock. */
  expiresAt?: number
  /** The account that this key's requests look into. */
  account: string
  /** Who GetCallerIdentity says the caller is; a user named `desk` of the account if left out. */
  arn?: string
}

/** What of a request its signature covers. All requests are `POST /` without a query. */
export interface Signed {
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Who signed a request, and for which region. */
export interface Caller {
  key: Key
  region: string
}

const algorithm = 'AWS4-HMAC-SHA256'
const form = /^AWS4-HMAC-SHA256 +Credential=([^/, ]+)\/(\d{8})\/([^/, ]+)\/([^/, ]+)\/aws4_request *, *SignedHeaders=([^, ]+) *, *Signature=([0-9a-f]{64})$/

/** Minutes by which a client's clock may be wrong. */
const skew = 5

/**
 * Finds who signed a request with AWS Signature Version 4, from the parts of the request themselves.
 * @param now what time it is to AWS, in milliseconds since 1970: the age of a signature is judged by that
 * @throws Refusal with the code that AWS's JSON services answer
 */
export function callerOf({ headers, body }: Signed, keys: readonly Key[], service: string, now: number): Caller {
  if (headers.authorization === undefined) throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const [, accessKeyId = '', day = '', region = '', scoped = '', signedHeaders = '', signature = ''] = form.exec(headers.authorization) ?? []
  const date = textOf(headers['x-amz-date'])
  const signedAt = timeOf(date)
  if (signature === '' || signedAt === undefined) {
    throw new Refusal('IncompleteSignatureException', `Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of ${algorithm}, and X-Amz-Date.`)
  }
  const key = keys.find((each) => each.accessKeyId === accessKeyId)
  if (!key || textOf(headers['x-amz-security-token']) !== (key.sessionToken ?? '')) {
    throw new Refusal('UnrecognizedClientException', 'The security token included in the request is invalid.')
  }
  const names = signedHeaders.split(';')
  if (!names.includes('host')) throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.")
  if (scoped !== service) throw mismatch(`Credential should be scoped to correct service: '${service}'.`)
  if (day !== date.slice(0, 8)) throw mismatch(`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}'`)
  if (Math.abs(now - signedAt) > skew * 60_000) throw mismatch(`Signature ${signedAt < now ? 'expired' : 'not yet current'}: ${date} (± ${skew} min.)`)

  const canonical = ['POST', '/', '', ...names.map((name) => `${name}:${canonicalValue(headers[name])}`), '', signedHeaders, sha256(body)].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const signingKey = [day, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${key.secretAccessKey}`)
  const expected = hmac(signingKey, [algorithm, date, scope, sha256(canonical)].join('\n')).toString('hex')
  if (signature !== expected) {
    throw mismatch('The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.')
  }
  if (key.expiresAt !== undefined && key.expiresAt <= now) throw new Refusal('ExpiredTokenException', 'The security token included in the request is expired')
  return { key, region }
}

const mismatch = (message: string) => new Refusal('InvalidSignatureException', message)

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

const textOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(',') : (header ?? ''))

const canonicalValue = (header: string | string[] | undefined) => textOf(header).trim().replace(/ +/g, ' ')

/** The time of `20240131T235959Z`. */
export function timeOf(date: string): number | undefined {
  const time = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'))
  return /^\d{8}T\d{6}Z$/.test(date) && !Number.isNaN(time) ? time : undefined
}
