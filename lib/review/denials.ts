import type { Severity } from '@/lib/cloudtrail/facts'
import { familyOf, isService } from './family'
import type { ActorOf } from './stories'
import { grouped } from './rank'
import { quarter } from './stories'
import type { Story, Weight } from './story'

/** What an identity was denied of one kind of event. */
export interface Denials {
  identity: string
  label: string
  event: string
  /** The error codes. */
  errors: readonly string[]
  /** Quarters of an hour, the denials in each, and all events of the identity in it; some may lie before the period. */
  quarters: readonly number[]
  counts: readonly number[]
  all: readonly number[]
  /** Different roles among what was denied, where it is to assume one. */
  roles?: number
}

/** What an identity looked at within a quarter of an hour, where that is much, or new. */
export interface Look {
  identity: string
  label: string
  /** Start of the quarter, as seconds since 1970. */
  quarter: number
  count: number
  /** How many kinds of reading event there were, if nothing is known of its weeks before, else 0; and of how many services. */
  kinds: number
  services: number
  events: readonly string[]
  /** Those that its family, if it is known, did not call in the weeks before, as service and event. */
  news: readonly string[]
  /** In how many regions it acted, if nothing is known of its weeks before. */
  regions?: number
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
  identities: Set<string>
  /** All events of each identity, by quarter. */
  all: Map<string, number>
  events: Map<string, number>
  /** What was denied, by quarter. */
  kinds: Map<number, Set<string>>
  looks: Look[]
  errors: Set<string>
  roles: number
  count: number
  from: number
  to: number
}

/** Kinds of event denied within a quarter of an hour by which somebody tries what there is, whatever else goes on. */
const manyAtOnce = 8
/** Kinds of event looked at within a quarter of an hour, and services they are of, by which somebody gets an overview: no page of the console asks for so many. */
const [broadKinds, broadServices] = [20, 12]
/** Kinds of event that one who never looked at them before looks around by, and their services. */
const [newKinds, newServices] = [12, 4]
/** Regions in which somebody acts within a quarter of an hour by which they are gone through one after another: work is in one, or two. */
const broadRegions = 6
/** Different roles that somebody was refused by which they are tried one after another. */
const [fewRoles, manyRoles] = [5, 8]
/** Names of events that a story is told by, at most. */
const mostNames = 60

/**
 * Stories of those who were denied one thing after another, or looked at one thing after another. Everybody is denied
 * something now and then: it matters which share of all that somebody did meanwhile was denied. And everybody reads, but
 * at few services at once, and mostly what they read before.
 * @param start of the period, as seconds since 1970
 */
export function lookingAround(denials: readonly Denials[], looks: readonly Look[], start: number, actorOf: ActorOf, dayOf: (seconds: number) => string): Story[] {
  const groups = new Map<string, Looking>()
  const groupOf = ({ identity, label }: { identity: string; label: string }, at: number): Looking => {
    const actor = actorOf(identity) ?? { who: familyOf(identity), label: label.split(' / ')[0] ?? label }
    const key = JSON.stringify([actor.who, dayOf(at)])
    const group = groups.get(key) ?? { ...actor, day: dayOf(at), identities: new Set(), all: new Map(), events: new Map(), kinds: new Map(), looks: [], errors: new Set(), roles: 0, count: 0, from: at, to: at + quarter }
    groups.set(key, group)
    group.identities.add(identity)
    return Object.assign(group, { from: Math.min(group.from, at), to: Math.max(group.to, at + quarter) })
  }
  for (const { identity, label, event, errors, all, quarters, counts, roles = 0 } of denials) {
    if (isService(identity)) continue
    quarters.forEach((at, index) => {
      if (at + quarter <= start) return
      const group = groupOf({ identity, label }, at)
      const count = counts[index] ?? 0
      group.roles = Math.max(group.roles, roles)
      group.all.set(JSON.stringify([identity, at]), all[index] ?? 0)
      group.events.set(event, (group.events.get(event) ?? 0) + count)
      group.kinds.set(at, (group.kinds.get(at) ?? new Set()).add(event))
      for (const error of errors) group.errors.add(error)
      group.count += count
    })
  }
  for (const look of looks) if (!isService(look.identity)) groupOf(look, look.quarter).looks.push(look)
  return [...groups.values()].flatMap((group): Story[] => {
    const { who, label, day, from, to } = group
    const denied = deniedIn(group)
    const looked = lookedIn(group)
    if (!denied && !looked) return []
    const names = [...new Set([...(denied ? [...group.events].sort((a, b) => b[1] - a[1]).map(([event]) => event) : []), ...(looked?.events ?? [])])].slice(0, mostNames)
    return [{
      kind: 'looking-around', who, label, day, identities: [...group.identities], severity: denied?.severity ?? 'low', events: names, count: (denied ? group.count : 0) + (looked?.count ?? 0), from, to,
      outcome: !looked ? 'denied' : denied ? 'mixed' : 'done', choices: looked ? { event: names } : { error: [...group.errors] },
      weights: [...(denied?.weights ?? []), ...(looked ? [looked.weight] : [])],
      title: `${label} ${[denied?.title, looked?.title].filter((each) => each !== undefined).join(', and ')}`,
    }]
  })
}

function deniedIn({ events, all, kinds, count, roles }: Looking): { severity: Severity; title: string; weights: Weight[] } | undefined {
  if (events.size < manyKinds && count < manyDenials && roles < fewRoles) return undefined
  const isBroad = events.size >= manyKinds
  const atOnce = Math.max(...[...kinds.values()].map(({ size }) => size))
  const share = count / Math.max(1, [...all.values()].reduce((sum, each) => sum + each, 0))
  const percent = `${Math.round(share * 100)} % of all that it tried meanwhile`
  return {
    severity: atOnce >= manyAtOnce || roles >= manyRoles ? 'medium' : 'low',
    title: roles >= fewRoles && !isBroad ? `was refused ${roles} different roles` : `was denied ${grouped(count)} times${isBroad ? `, ${events.size} different things` : ` (${[...events.keys()].slice(0, 3).join(', ')})`}`,
    weights: [
      ...(isBroad ? [{ why: `Was denied ${events.size} different things.`, points: Math.min(14, 2 * Math.round(Math.log2(events.size) * 2)) }] : []),
      ...(roles >= fewRoles ? [{ why: `Tried to assume ${roles} different roles, and was refused each.`, points: Math.min(14, 2 * Math.round(Math.log2(roles) * 1.5)) }] : []),
      share >= 0.3 || atOnce >= manyAtOnce ? { why: `Denied was ${percent}.`, points: share >= 0.5 ? 4 : 0 } : { why: `Denied was only ${percent}: at work, one is denied something now and then.`, points: share < 0.1 ? -16 : -8 },
    ],
  }
}

function lookedIn({ looks }: Looking): { events: string[]; count: number; title: string; weight: Weight } | undefined {
  const [broad] = looks.filter(({ kinds, services }) => kinds >= broadKinds && services >= broadServices).toSorted((a, b) => b.kinds - a.kinds)
  const news = new Set(looks.flatMap((look) => look.news))
  const services = new Set([...news].map((name) => name.split(' ')[0]))
  const pointsOf = (kinds: number) => Math.min(16, Math.round(4 * Math.log2(kinds / 5)))
  const count = looks.reduce((sum, look) => sum + look.count, 0)
  if (news.size >= newKinds && services.size >= newServices) {
    const why = `Looked at ${news.size} kinds of things, of ${services.size} services, that it did not look at in the weeks before.`
    return { events: [...news].map((name) => name.split(' ')[1] ?? name), count, title: `looked at ${news.size} kinds of things for the first time`, weight: { why, points: pointsOf(news.size) } }
  }
  const [wide] = looks.filter(({ regions = 0 }) => regions >= broadRegions).toSorted((a, b) => (b.regions ?? 0) - (a.regions ?? 0))
  if (wide && pointsOf(broad?.kinds ?? 0) < 16) {
    const regions = wide.regions ?? 0
    const own = looks.filter((look) => look.regions !== undefined)
    const why = `Acted in ${regions} regions within a quarter of an hour.`
    return { events: [...new Set(own.flatMap((look) => look.events))], count: own.reduce((total, look) => total + look.count, 0), title: `acted in ${regions} regions within a quarter of an hour`, weight: { why, points: Math.min(22, 11 + 2 * (regions - broadRegions)) } }
  }
  if (!broad) return undefined
  const why = `Looked at ${broad.kinds} kinds of things, of ${broad.services} services, within a quarter of an hour.`
  return { events: [...new Set(looks.flatMap((look) => look.events))], count, title: `looked at ${broad.kinds} kinds of things within a quarter of an hour`, weight: { why, points: pointsOf(broad.kinds) } }
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
