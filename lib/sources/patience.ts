import type { Credentials } from './aws-access'
import { troubleOf } from './aws-trouble'
import { backoff, type Bell } from './pace'
import { lastingWait, quiet } from './waits'

/** Asks AWS until it answers. */
export type Patiently = <T>(action: string, resource: string, work: () => Promise<T>, signal: AbortSignal) => Promise<T>

/**
 * Does something with AWS until it succeeds; between two tries, what stands in the way is told.
 * @param where the bucket or queue, in words
 * @param tell is told what stands in the way, by the IAM action and the resource if that is a permission; undefined once nothing does
 * @param retry ends the wait for the next try
 */
export const patientlyWith =
  (credentials: Credentials, where: string, tell: (problem: string | undefined) => void, retry: Bell): Patiently =>
  async (action, resource, work, signal) => {
    for (let failures = 1; ; failures += 1) {
      const begun = performance.now()
      try {
        const result = await credentials.renewing(work)
        tell(undefined)
        return result
      } catch (error) {
        signal.throwIfAborted()
        const { kind, message } = troubleOf(error, action, where, resource)
        const doesPass = kind === 'transient' || kind === 'throttled'
        // What passes at the next try is nobody's business.
        if (failures > 1 || !doesPass || performance.now() - begun > quiet) tell(message)
        await retry.wait(doesPass ? backoff(failures) : lastingWait, signal)
      }
    }
  }
