/** What went wrong with a request to AWS, as far as what to do next depends on it. */
export interface Trouble {
  kind: 'throttled' | 'token' | 'denied' | 'credentials' | 'gone' | 'transient'
  /** For people: what happened, and what to do. Holds nothing that AWS or the credentials said. */
  message: string
}

const throttled = new Set(['ThrottlingException', 'Throttling', 'ThrottledException', 'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown'])
const denied = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation', 'OperationNotPermittedException', 'UnsupportedOperationException'])
const gone = new Set(['NoSuchBucket', 'NoSuchKey', 'NotFound', 'QueueDoesNotExist', 'NonExistentQueue'])
const expired = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'])
const unknown = new Set([
  'UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidAccessKeyId',
  'MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'CredentialsProviderError', 'TokenProviderError', 'AuthFailure',
])
/** What AWS says of a wrong secret key, and some of its services of a wrong clock. */
const signatures = new Set(['InvalidSignatureException', 'SignatureDoesNotMatch'])
/** AWS takes no request whose time differs from its own by more than a quarter of an hour. */
const skewed = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture'])

/**
 * Tells errors of the AWS SDK apart by their names: the HTTP status of the same error differs from service to service
 * (LookupEvents throttles with 400).
 * @param action the IAM action that the request needs
 * @param where the account and region, or the bucket, in words
 * @param resource what the action is to be allowed on
 */
export function troubleOf(error: unknown, action: string, where: string, resource = '*'): Trouble {
  if (error instanceof RoleError) return error.trouble
  const name = nameOf(error)
  if (throttled.has(name)) return { kind: 'throttled', message: `AWS slows requests down in ${where}; others ask there too. It goes on by itself.` }
  if (name === 'InvalidNextTokenException') return { kind: 'token', message: `A page of ${where} had expired; it goes on from the last event reached.` }
  if (denied.has(name)) return { kind: 'denied', message: `AWS does not permit ${action} in ${where}. Allow the IAM action ${action} on resource "${resource}" to these credentials; it is tried again every minute.` }
  if (gone.has(name)) return { kind: 'gone', message: `There is no such thing in AWS: ${where} (${name}). Check how it is spelled, and in which account it lies.` }
  if (expired.has(name)) return { kind: 'credentials', message: `The AWS credentials have expired. Renew them (for a profile: aws sso login), and start the desk again if they come from environment variables.` }
  if (signatures.has(name)) {
    return { kind: 'credentials', message: `AWS does not accept the signature of requests for ${where} (${name}). See whether the secret key of the credentials is right, and the clock of this machine.` }
  }
  if (unknown.has(name)) return { kind: 'credentials', message: `AWS does not accept the credentials (${name}), or there are none. Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in (aws sso login).` }
  if (skewed.has(name)) return { kind: 'transient', message: `AWS refuses requests for ${where}, since the clock of this machine is wrong (${name}). Set it, best by NTP; it is tried again by itself.` }
  return { kind: 'transient', message: `AWS did not answer for ${where} (${name}). It is tried again by itself.` }
}

/** A permission that is missing: the IAM action, what it is to be allowed on, and where it was tried. */
export interface MissingPermission {
  action: string
  where: string
  resource: string
}

/** The permission that a message of `troubleOf` says is missing; undefined if it says something else. */
export function missingPermissionIn(message: string): MissingPermission | undefined {
  const [, action, where, resource] = /^AWS does not permit ([a-z0-9-]+:[A-Za-z]+) in (.*?)\. Allow the IAM action \S+ on resource "([^"]*)"/.exec(message) ?? []
  return action === undefined || where === undefined || resource === undefined ? undefined : { action, where, resource }
}

/** Whether AWS has no use for the credentials: others may have been given meanwhile. */
export const isOfCredentials = (error: unknown): boolean => expired.has(nameOf(error)) || unknown.has(nameOf(error))

/** Whether AWS may have refused this machine's clock: the SDK has set its own by the answer since. */
export const isOfClock = (error: unknown): boolean => skewed.has(nameOf(error)) || signatures.has(nameOf(error))

/** Milliseconds by which clocks differ before anybody need mind. */
const clocksDiffer = 240_000

/**
 * By how many milliseconds this machine's clock is behind that of AWS, ahead of it if fewer than none: the SDK reads it from each
 * answer. What answers may be late by counts for nothing.
 */
export const behindOf = (client: { config: { systemClockOffset: number } } | undefined): number => {
  const offset = client?.config.systemClockOffset ?? 0
  return Math.abs(offset) < clocksDiffer ? 0 : offset
}

/** What is told of a clock that is so far behind. */
export const clockInWords = (behind: number): string | undefined =>
  behind === 0
    ? undefined
    : `The clock of this machine is ${Math.round(Math.abs(behind) / 60_000).toLocaleString('en')} minutes ${behind > 0 ? 'behind' : 'ahead of'} that of AWS. Set it, best by NTP; until then AWS is asked by its own.`

/** A role that could not be assumed, whatever was to be done with it. */
export class RoleError extends Error {
  constructor(
    readonly trouble: Trouble,
    options: ErrorOptions,
  ) {
    super(trouble.message, options)
    this.name = 'RoleError'
  }
}

/** The name of an error, or the code that the network gave it, where that tells more. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error.code
  return /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'unknown error'
}
