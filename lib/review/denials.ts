import type { Severity } from '@/lib/cloudtrail/facts'
import { familyOf, isService } from './family'
import type { ActorOf } from './stories'
import { grouped } from './rank'
import { quarter } from './stories'
import type { Story } from './story'

/** What an identity was denied of one kind of event. */
export interface Denials {
  identity: string
  label: string
  event: string
  /** The error codes. */
  errors: readonly string[]
  /** All events of the identity in the period, denied or not. */
  all: number
  /** Quarters of an hour, and the denials in each; some may lie before the period. */
  quarters: readonly number[]
  counts: readonly number[]
}

/** What an identity (a role, for its sessions) was denied and then allowed; times are seconds since 1970. */
export interface Turn {
  family: string
  event: string
  denied: number
  done: number
  firstDenied: number
  firstDone: number
  lastDone: number
}

/** Kinds of event that one who is denied them is looking around by, and denials of one kind that are many. */
const [manyKinds, manyDenials] = [4, 25]

interface Looking {
  who: string
  label: string
  day: string
  identities: Map<string, number>
  events: Map<string, number>
  errors: Set<string>
  count: number
  from: number
  to: number
}

/**
 * Stories of those who were denied one thing after another. Everybody is denied something now and then: it matters which share
 * of all that somebody did was denied.
 * @param start of the period, as seconds since 1970
 */
export function lookingAround(denials: readonly Denials[], start: number, actorOf: ActorOf, dayOf: (seconds: number) => string): Story[] {
  const groups = new Map<string, Looking>()
  for (const { identity, label, event, errors, all, quarters, counts } of denials) {
    if (isService(identity)) continue
    const actor = actorOf(identity) ?? { who: familyOf(identity), label: label.split(' / ')[0] ?? label }
    quarters.forEach((at, index) => {
      if (at + quarter <= start) return
      const key = JSON.stringify([actor.who, dayOf(at)])
      const group = groups.get(key) ?? { ...actor, day: dayOf(at), identities: new Map<string, number>(), events: new Map<string, number>(), errors: new Set<string>(), count: 0, from: at, to: at + quarter }
      const count = counts[index] ?? 0
      group.identities.set(identity, all)
      group.events.set(event, (group.events.get(event) ?? 0) + count)
      for (const error of errors) group.errors.add(error)
      groups.set(key, { ...group, count: group.count + count, from: Math.min(group.from, at), to: Math.max(group.to, at + quarter) })
    })
  }
  return [...groups.values()].flatMap(({ events, errors, identities, ...group }): Story[] => {
    if (events.size < manyKinds && group.count < manyDenials) return []
    const isBroad = events.size >= manyKinds
    const share = group.count / Math.max(1, [...identities.values()].reduce((sum, each) => sum + each, 0))
    const percent = `${Math.round(share * 100)} % of all that it tried`
    return [{
      ...group, kind: 'looking-around', severity: events.size >= 10 && share >= 0.15 ? 'medium' : 'low', identities: [...identities.keys()],
      events: [...events].sort((a, b) => b[1] - a[1]).map(([event]) => event), outcome: 'denied', choices: { error: [...errors] },
      weights: [
        ...(isBroad ? [{ why: `Was denied ${events.size} different things.`, points: Math.min(14, 2 * Math.round(Math.log2(events.size) * 2)) }] : []),
        share >= 0.15 ? { why: `Denied was ${percent}.`, points: 4 } : { why: `Denied was only ${percent}: at work, one is denied something now and then.`, points: share < 0.05 ? -16 : -8 },
      ],
      title: `${group.label} was denied ${grouped(group.count)} times${isBroad ? `, ${events.size} different things` : ` (${[...events.keys()].slice(0, 3).join(', ')})`}`,
    }]
  })
}

/** What is worth a fight, though the catalogue takes each for everyday. */
const isSensitive = /^((Batch)?GetSecretValue|GetPasswordData|PutParameter)$/

/** Whether it says something that an event was denied and then allowed; what anybody may do anyway is no story. */
export const isWorthAFight = (event: string, severity: Severity): boolean => severity !== 'info' || isSensitive.test(event)

/** Stories of what was denied and then allowed. */
export function turnStories(turns: readonly Turn[], severityOf: (event: string) => Severity, identitiesOf: (family: string) => readonly { identity: string; label: string }[], actorOf: ActorOf, dayOf: (seconds: number) => string): Story[] {
  return turns.flatMap(({ family, event, denied, done, firstDenied, firstDone, lastDone }): Story[] => {
    const byName = severityOf(event)
    if (!isWorthAFight(event, byName) || isService(family)) return []
    // A session's own turn says more than that of its role.
    if (family === familyOf(family) && turns.some((turn) => turn.event === event && turn.family !== family && familyOf(turn.family) === family)) return []
    const own = identitiesOf(familyOf(family)).filter(({ identity }) => family === familyOf(family) || identity === family)
    const [first] = own
    const actor = first && actorOf(first.identity)
    const label = actor?.label ?? first?.label.split(' / ')[0] ?? family
    return [{
      kind: 'turned', who: family, label, day: dayOf(firstDone), identities: [family], severity: byName === 'low' && !isSensitive.test(event) ? 'medium' : 'high', events: [event], count: denied + done,
      outcome: 'mixed', from: firstDenied, to: lastDone + 1, choices: { event: [event] },
      weights: [{ why: `${event} was denied ${denied} times, then allowed ${done === 1 ? 'once' : `${done} times`}.`, points: Math.min(8, Math.round(Math.log2(denied) * 2)) }],
      title: `${label} was denied ${event} ${denied} times, then allowed`,
    }]
  })
}
