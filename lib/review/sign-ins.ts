import { gathered } from './gathered'
import type { Story } from './story'

/** Sign-ins to the console of one identity from one address. Times are seconds since 1970; 0 where there was none. */
export interface SignIn {
  identity: string
  label: string
  ip: string
  failed: number
  done: number
  /** Of those that went well, those of users with a password alone. */
  withoutMfa: number
  from: number
  to: number
  firstFailed: number
  lastDone: number
  /** Whether nobody got in from the address. */
  isAlone?: boolean
}

/** Failures of one identity that are more than a slip, identities that one address tried, and that several did from where nobody gets in. */
const [manyFailures, manyNames, manyAlone] = [3, 4, 8]
/** Addresses that a story names. */
const mostAddresses = 100

/**
 * Stories of sign-ins: failures and then a success, many failures, one address that tries many names, many names that
 * are tried once or twice each from addresses at which nobody gets in, and a password without a second factor.
 */
export function signInStories(signIns: readonly SignIn[], dayOf: (seconds: number) => string): Story[] {
  const sprayed = gathered(signIns.filter(({ failed }) => failed > 0), ({ ip }) => ip)
  const sprays = [...sprayed].filter(([ip, own]) => ip !== '' && own.length >= manyNames)
  const isSprayed = new Set(sprays.map(([ip]) => ip))
  const slow = gathered(signIns.filter(({ ip, failed, done, isAlone }) => isAlone && failed > 0 && done === 0 && !isSprayed.has(ip)), ({ from }) => dayOf(from))
  const slowly = [...slow.values()].filter((own) => new Set(own.map(({ identity }) => identity)).size >= manyAlone)
  const isSlow = new Set(slowly.flat())
  const byIdentity = gathered(signIns.filter((each) => !isSprayed.has(each.ip) && !isSlow.has(each)), ({ identity, from }) => JSON.stringify([identity, dayOf(from)]))
  return [...sprays.map(([ip, own]) => sprayStory(ip, own, dayOf)), ...slowly.map((own) => slowStory(own, dayOf)), ...[...byIdentity.values()].flatMap((own) => ownStory(own, dayOf) ?? [])]
}

const spanOf = (own: readonly SignIn[]) => ({ from: Math.min(...own.map(({ from }) => from)), to: Math.max(...own.map(({ to }) => to)) + 1 })
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function sprayStory(ip: string, own: readonly SignIn[], dayOf: (seconds: number) => string): Story {
  const [failed, done] = [sum(own.map((each) => each.failed)), sum(own.map((each) => each.done))]
  const span = spanOf(own)
  return {
    kind: 'sign-in', who: `address ${ip}`, label: ip, day: dayOf(span.from), identities: own.map(({ identity }) => identity), severity: done > 0 ? 'high' : 'medium', events: ['ConsoleLogin'],
    count: failed + done, outcome: done > 0 ? 'mixed' : 'failed', ...span, choices: { event: ['ConsoleLogin'], ip: [ip] },
    weights: [{ why: `One address tried ${own.length} identities, ${done > 0 ? `and got in ${done === 1 ? 'once' : `${done} times`}` : 'in vain'}.`, points: done > 0 ? 15 : 8 }],
    title: `${own.length} identities failed to sign in from ${ip}${done > 0 ? ', one of them then got in' : ''}`,
  }
}

/** Who tries each name once, and each from another address, is below what is many of either. */
function slowStory(own: readonly SignIn[], dayOf: (seconds: number) => string): Story {
  const [identities, ips] = [[...new Set(own.map(({ identity }) => identity))], [...new Set(own.map(({ ip }) => ip))]]
  const span = spanOf(own)
  return {
    kind: 'sign-in', who: 'addresses where nobody gets in', label: ips.length === 1 ? (ips[0] ?? '') : `${ips.length} addresses`, day: dayOf(span.from), identities, severity: 'medium', events: ['ConsoleLogin'],
    count: sum(own.map((each) => each.failed)), outcome: 'failed', ...span, choices: { event: ['ConsoleLogin'], ...(ips.length <= mostAddresses && { ip: ips }) },
    weights: [{ why: `${identities.length} identities failed to sign in from ${ips.length === 1 ? 'an address' : 'addresses'} at which nobody gets in.`, points: Math.min(16, Math.round(4 * Math.log2(identities.length / 2))) }],
    title: `${identities.length} identities failed to sign in, a few times each, from ${ips.length === 1 ? ips[0] : `${ips.length} addresses at which nobody gets in`}`,
  }
}

function ownStory(own: readonly SignIn[], dayOf: (seconds: number) => string): Story | undefined {
  const [first] = own
  if (!first) return undefined
  const [failed, done, withoutMfa] = [sum(own.map((each) => each.failed)), sum(own.map((each) => each.done)), sum(own.map((each) => each.withoutMfa))]
  const failures = own.filter((each) => each.failed > 0).map(({ firstFailed }) => firstFailed)
  const turned = failed > 0 && own.some(({ lastDone }) => lastDone > 0 && failures.some((at) => at <= lastDone))
  const isRoot = first.identity.endsWith(':root')
  // A slip of the fingers, once, by somebody who then gets in, happens every day.
  if (!isRoot && withoutMfa === 0 && failed < manyFailures) return undefined
  const span = spanOf(own)
  const weights = [
    ...(turned && failed >= 2 ? [{ why: `Failed to sign in ${failed} times, then got in.`, points: failed >= manyFailures ? 12 : 6 }] : []),
    ...(!turned && failed >= manyFailures ? [{ why: `Failed to sign in ${failed} times.`, points: 4 }] : []),
    ...(withoutMfa > 0 ? [{ why: 'Signed in with a password alone, without a second factor.', points: 4 }] : []),
  ]
  const how = failed > 0 ? `failed to sign in ${failed === 1 ? 'once' : `${failed} times`}${turned ? ', then signed in' : ''}` : 'signed in'
  return {
    kind: isRoot ? 'root' : 'sign-in', who: first.identity, label: first.label, day: dayOf(span.from), identities: [first.identity],
    severity: isRoot || (turned && failed >= manyFailures) || withoutMfa > 0 ? 'high' : 'medium', events: ['ConsoleLogin'], count: failed + done,
    outcome: done > 0 ? (failed > 0 ? 'mixed' : 'done') : 'failed', ...span, choices: { event: ['ConsoleLogin'] }, weights,
    title: `${first.label} ${how}${withoutMfa > 0 ? ' without MFA' : ''}`,
  }
}
