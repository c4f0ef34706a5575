import type { Severity } from '@/lib/cloudtrail/facts'
import { higherOf, rankOf } from '@/lib/risk/severity'
import { familyOf } from './family'
import { gathered } from './gathered'
import { kindOf, manyOf, type StoryKind } from './kinds'
import { grouped } from './rank'
import type { Notable, Outcome, Story, Weight } from './story'

/** Who is behind an identity, and what that one is called. */
export type ActorOf = (identity: string) => { who: string; label: string } | undefined

export const quarter = 900
/** What of an event that matters by its number would be many; it has its share of that. */
const shareOf = (event: string, count: number) => count / (manyOf[event] ?? Infinity)
const isRisky = ({ severity }: { severity: Severity }) => rankOf(severity) >= rankOf('medium')

/** Leaves out what is no risk by itself and, with all that its family did of it, too little to matter by its number. */
export function enough(notables: readonly Notable[]): Notable[] {
  const shares = gathered(notables.filter((notable) => !isRisky(notable)), ({ identity }) => familyOf(identity))
  const many = new Set([...shares].filter(([, own]) => sum(own.map(({ event, counts }) => shareOf(event, sum(counts)))) >= 0.5).map(([family]) => family))
  return notables.filter((notable) => isRisky(notable) || many.has(familyOf(notable.identity)))
}

/**
 * Makes stories of notable events: one for what one actor did of one kind on one local day. Close in time means the same
 * day of the team's zone, and not without a pause, because a day is what is decided and signed:
 * a late record that fills a pause would make one story of two, both decided; so it joins one and changes none.
 * Two bursts of a day are one thing to decide about somebody, and its small timeline shows both. What goes on over midnight
 * is a story of either day: each is signed without a look at the other, and what was decided of the first says nothing of
 * what came after.
 * @param dayOf the local day of seconds since 1970
 */
export function storiesOf(notables: readonly Notable[], actorOf: ActorOf, dayOf: (seconds: number) => string): Story[] {
  const groups = new Map<string, { kind: StoryKind; who: string; label: string; day: string; parts: Part[] }>()
  for (const notable of notables) {
    // Most sign-ins that fail are slips; sign-ins.ts tells those that are not.
    if (notable.event === 'ConsoleLogin' && notable.type !== 'Root') continue
    const kind = kindOf({ event: notable.event, class: notable.class, isRoot: notable.type === 'Root' })
    const { who, label } = actorOf(notable.identity) ?? { who: familyOf(notable.identity), label: familyOf(notable.identity) === notable.identity ? notable.label : (notable.label.split(' / ')[0] ?? notable.label) }
    for (const part of partsByDay(notable, dayOf)) {
      const key = JSON.stringify([kind, who, part.day])
      const group = groups.get(key) ?? { kind, who, label, day: part.day, parts: [] }
      group.parts.push(part)
      groups.set(key, group)
    }
  }
  return [...groups.values()].flatMap((group) => storyOf(group) ?? [])
}

interface Part extends Notable {
  day: string
  from: number
  to: number
  count: number
  quarters: number[]
  counts: number[]
}

function partsByDay({ quarters, counts, ...notable }: Notable, dayOf: (seconds: number) => string): Part[] {
  const parts = new Map<string, Part>()
  quarters.forEach((start, index) => {
    const day = dayOf(start)
    const part = parts.get(day) ?? { ...notable, day, from: start, to: start + quarter, count: 0, quarters: [], counts: [] }
    const count = counts[index] ?? 0
    part.quarters.push(start)
    part.counts.push(count)
    parts.set(day, Object.assign(part, { from: Math.min(part.from, start), to: Math.max(part.to, start + quarter), count: part.count + count }))
  })
  return [...parts.values()]
}

function storyOf({ kind, who, label, day, parts: all }: { kind: StoryKind; who: string; label: string; day: string; parts: readonly Part[] }): Story | undefined {
  // What is no risk by itself belongs to a story only by its number.
  const lesser = all.filter((part) => !isRisky(part))
  const isMany = sum(lesser.map(({ event, count: each }) => shareOf(event, each))) >= 1
  const parts = isMany ? all : all.filter(isRisky)
  if (parts.length === 0) return undefined
  const worst = parts.map(({ severity }) => severity).reduce(higherOf)
  const count = sum(parts.map((part) => part.count))
  const tally = (of: (part: Part) => string, weight: (part: Part) => number) => {
    const tallies = new Map<string, number>()
    for (const part of parts) tallies.set(of(part), Math.max(tallies.get(of(part)) ?? 0, weight(part)))
    return [...tallies].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name)
  }
  // Those that went well are more telling than those that did not.
  const events = tally(({ event }) => event, (part) => rankOf(part.severity) * 1e6 + Number(part.outcome === 'done') * 5e5 + Math.min(part.count, 1e5))
  const outcomes = new Set<Outcome>(parts.map(({ outcome }) => outcome))
  const [only] = outcomes
  return {
    kind, who, label, day, count, events,
    identities: tally(({ identity }) => identity, (part) => part.count),
    severity: worst,
    outcome: outcomes.size === 1 && only ? only : 'mixed',
    from: Math.min(...parts.map((part) => part.from)),
    to: Math.max(...parts.map((part) => part.to)),
    grave: [...new Set(parts.filter(({ severity }) => rankOf(severity) >= rankOf('high')).map(({ event }) => event))],
    choices: { event: events, ...(parts.every(isRisky) && { severity: ['medium'] }) },
    weights: atOnce(parts),
  }
}

/**
 * What matters by its number matters more if much of it happens at once: within a quarter of an hour twice as much as would
 * be a story for a day, and a third of all of it. What goes on at that pace all day is a machine's work.
 */
function atOnce(parts: readonly Part[]): Weight[] {
  const quarters = new Map<number, { share: number; count: number }>()
  for (const { event, quarters: starts, counts } of parts) {
    if (manyOf[event] === undefined) continue
    starts.forEach((start, index) => {
      const before = quarters.get(start) ?? { share: 0, count: 0 }
      const count = counts[index] ?? 0
      quarters.set(start, { share: before.share + shareOf(event, count), count: before.count + count })
    })
  }
  const [most] = [...quarters.values()].sort((a, b) => b.share - a.share)
  if (!most || most.share < 2 || 3 * most.share < sum([...quarters.values()].map(({ share }) => share))) return []
  return [{ why: `${grouped(most.count)} within a quarter of an hour.`, points: Math.min(24, 4 + Math.round(4 * Math.log2(most.share))) }]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
