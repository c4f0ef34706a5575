import type { Severity } from '@/lib/cloudtrail/facts'
import { deniedCodes } from './catalogue/circumstances'
import { rankOf, stepBelow } from './severity'
import type { Signature } from './signature'

const HIGH = rankOf('high')
const DENIED = new RegExp(deniedCodes)

/**
 * The severity after how the event ended and for whom it was done. A failed attempt counts one step less, unless it was
 * denied and somebody meant to do something that is high or critical; so does what a service does, unless that is.
 */
export function outcomeOf(severity: Severity, { errorCode, invoked }: Signature, aboutFailure = false): Severity {
  const isSerious = rankOf(severity) >= HIGH
  const isLess = errorCode !== '' && !aboutFailure && !(isSerious && DENIED.test(errorCode))
  const after = isLess ? stepBelow(severity) : severity
  return invoked && rankOf(after) < HIGH ? stepBelow(after) : after
}
