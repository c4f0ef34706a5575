import type { Catalogue } from './catalogue'
import { expression } from './matching'
import type { Plan } from './plan'
import type { Who } from './rule'
import type { Signature } from './signature'

/** Whether a signature is what the conditions say. */
export function isWho(who: Who, signature: Signature, plan: Plan, catalogue: Catalogue): boolean {
  if (who.identityTypes !== undefined && !who.identityTypes.includes(signature.identityType)) return false
  if (who.invoked !== undefined && who.invoked !== signature.invoked) return false
  if (who.keyPrefix !== undefined && who.keyPrefix !== signature.keyPrefix) return false
  if (who.mfa !== undefined && who.mfa !== signature.mfa) return false
  if (who.fromConsole !== undefined && who.fromConsole !== signature.fromConsole) return false
  if (who.machine !== undefined && who.machine !== signature.machine) return false
  if (who.only !== undefined && plan.isChange !== (who.only === 'changes')) return false
  if (who.errorCode !== undefined && !(signature.errorCode !== '' && expression(who.errorCode).test(signature.errorCode))) return false
  if (who.eventName !== undefined && !expression(who.eventName).test(signature.eventName)) return false
  if (who.person && !isPerson(signature, catalogue)) return false
  const kind = catalogue.agentKind(signature.agent)
  return who.agents === undefined || (kind !== undefined && who.agents.includes(kind))
}

/**
 * Somebody at a keyboard, as far as one record tells: in the console or a browser, or at the command line with an
 * identity that is no role, for roles with a command line are mostly pipelines.
 */
function isPerson({ invoked, machine, fromConsole, agent, identityType }: Signature, catalogue: Catalogue): boolean {
  if (invoked || machine) return false
  const kind = catalogue.agentKind(agent)
  if (fromConsole === 'true' || kind === 'browser' || kind === 'cloudshell') return true
  return kind === 'command-line' && identityType !== 'AssumedRole' && identityType !== 'WebIdentityUser'
}
