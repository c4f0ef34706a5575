import { Refusal } from './refusal'

/** Of a request, what a fault may be meant for. */
export interface Asked {
  action: 'LookupEvents' | 'GetCallerIdentity' | 'AssumeRole'
  account: string
  region: string
  accessKeyId: string
  /** Whether it asks for a page after the first. */
  hasToken: boolean
}

/**
 * What goes wrong with a request:
 * - `InternalFailure`, `ServiceUnavailable`, `ThrottlingException`, `ExpiredTokenException` and `AccessDeniedException` are answered as AWS does;
 * - `slow` gives the right answer after so many milliseconds;
 * - `dropped` ends the connection without an answer, `cut` amid one;
 * - `emptyPage` answers no events and yet a token, as AWS may;
 * - `expiredToken` says so of the next page token that comes, and waits for one.
 */
export type Fault =
  | { kind: 'InternalFailure' | 'ServiceUnavailable' | 'ThrottlingException' | 'ExpiredTokenException' | 'AccessDeniedException' | 'dropped' | 'cut' | 'emptyPage' | 'expiredToken' }
  | { kind: 'slow'; milliseconds: number }

/** Requests without which a fault cannot happen. */
const onlyFor: Partial<Record<Fault['kind'], Partial<Asked>>> = { emptyPage: { action: 'LookupEvents' }, expiredToken: { hasToken: true } }

/** How many requests fail, and which; whatever is left out fits all. */
export type Fits = Partial<Asked> & { times?: number }

/** The faults that are still to happen, in the order in which they were ordered. */
export interface Faults {
  order(fault: Fault, fits: Fits): void
  /** The first that fits a request; it is used up by that. */
  take(asked: Asked): Fault | undefined
  clear(): void
}

/** Sets up an empty list of faults. */
export function faults(): Faults {
  let waiting: { fault: Fault; fits: Partial<Asked>; left: number }[] = []
  return {
    order(fault, { times = 1, ...fits }) {
      waiting.push({ fault, fits, left: times })
    },
    take(asked) {
      const found = waiting.find(({ fault, fits }) => doesFit(asked, { ...fits, ...onlyFor[fault.kind] }))
      if (!found) return undefined
      found.left--
      waiting = waiting.filter(({ left }) => left > 0)
      return found.fault
    },
    clear() {
      waiting = []
    },
  }
}

const doesFit = (asked: Asked, { action = asked.action, account = asked.account, region = asked.region, accessKeyId = asked.accessKeyId, hasToken = asked.hasToken }: Partial<Asked>) =>
  action === asked.action && account === asked.account && region === asked.region && accessKeyId === asked.accessKeyId && hasToken === asked.hasToken

/** The error that AWS answers for a fault, or undefined if the fault is none that is answered so. */
export function refusalOf({ kind }: Fault, arn: string, action: Asked['action'], throttlingStatus: number): Refusal | undefined {
  switch (kind) {
    case 'InternalFailure':
      return new Refusal(kind, 'The request processing has failed because of an unknown error, exception or failure.', 500)
    case 'ServiceUnavailable':
      return new Refusal(kind, 'The request has failed due to a temporary failure of the server.', 503)
    case 'ThrottlingException':
      return new Refusal(kind, 'Rate exceeded', throttlingStatus)
    case 'ExpiredTokenException':
      return new Refusal(kind, 'The security token included in the request is expired')
    case 'AccessDeniedException': {
      const permission = action === 'LookupEvents' ? 'cloudtrail:LookupEvents' : `sts:${action}`
      return new Refusal(kind, `User: ${arn} is not authorized to perform: ${permission} because no identity-based policy allows the ${permission} action`)
    }
    case 'expiredToken':
      return new Refusal('InvalidNextTokenException', 'The token has expired.')
    default:
      return undefined
  }
}
