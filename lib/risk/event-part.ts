import type { Severity } from '@/lib/cloudtrail/facts'
import type { Catalogue } from './catalogue'
import { outcomeOf } from './outcome'
import type { Plan } from './plan'
import type { Change, Circumstance } from './rule'
import { rankOf } from './severity'
import type { Signature } from './signature'
import { isWho } from './who'

/** What an event's name and signature give, and the changes that the rest of the record decides. */
export interface EventPart {
  severity: Severity
  open: readonly Change[]
}

/** The severity of an event by its name and signature, failed attempts and services not yet considered. */
export function eventPart(catalogue: Catalogue, plan: Plan, signature: Signature): EventPart {
  if (plan.changes.length === 0) return { severity: plan.severity, open: [] }
  const possible = plan.changes.filter(({ who }) => who === undefined || isWho(who, signature, plan, catalogue))
  const told = possible.filter(({ when, values }) => when === undefined && values === undefined)
  return { severity: changed(plan.severity, told), open: possible.filter((change) => change.when !== undefined) }
}

/** A severity after changes, those that lower first: what raises wins. */
export function changed(severity: Severity, changes: readonly Change[]): Severity {
  const targets = changes.map(({ to }) => to)
  const lowest = targets.reduce((one, to) => (rankOf(to) < rankOf(one) ? to : one), severity)
  const raising = targets.filter((to) => rankOf(to) > rankOf(severity))
  return raising.length === 0 ? lowest : raising.reduce((one, to) => (rankOf(to) > rankOf(one) ? to : one))
}

/** A risk that the signature tells, and how severe it makes the event. */
export interface Told {
  circumstance: Circumstance
  severity: Severity
}

/** All risks that a signature tells. */
export function signatureReasons(catalogue: Catalogue, plan: Plan, signature: Signature): Told[] {
  return catalogue.circumstances
    .filter(({ who }) => isWho(who, signature, plan, catalogue))
    .map((circumstance) => {
      const lowered = circumstance.lower?.find(({ who }) => isWho(who, signature, plan, catalogue))
      const severity = circumstance.colours ? 'info' : (lowered?.to ?? circumstance.severity)
      return { circumstance, severity: outcomeOf(severity, signature, circumstance.aboutFailure) }
    })
}
