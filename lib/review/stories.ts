import { higherOf, rankOf } from '@/lib/risk/severity'
import { familyOf } from './family'
import { countedReads, kindOf, type StoryKind } from './kinds'
import type { Notable, Outcome, Story } from './story'

/** Who is behind an identity, and what that one is called. */
export type ActorOf = (identity: string) => { who: string; label: string } | undefined

export const quarter = 900
/** Reads of secrets in a day from which on they are a story. */
const manyReads = 8
const counted = new Set<string>(countedReads)

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

interface Part extends Omit<Notable, 'quarters' | 'counts'> {
  day: string
  from: number
  to: number
  count: number
}

function partsByDay({ quarters, counts, ...notable }: Notable, dayOf: (seconds: number) => string): Part[] {
  const parts = new Map<string, Part>()
  quarters.forEach((start, index) => {
    const day = dayOf(start)
    const part = parts.get(day) ?? { ...notable, day, from: start, to: start + quarter, count: 0 }
    parts.set(day, { ...part, from: Math.min(part.from, start), to: Math.max(part.to, start + quarter), count: part.count + (counts[index] ?? 0) })
  })
  return [...parts.values()]
}

function storyOf({ kind, who, label, day, parts: all }: { kind: StoryKind; who: string; label: string; day: string; parts: readonly Part[] }): Story | undefined {
  // A sign-in that is none of the catalogue's business belongs to no story.
  const worst = all.map(({ severity }) => severity).reduce(higherOf, 'info')
  // Where there is something serious, lesser changes of the same kind belong to it only from medium on.
  const least = all.every(({ event }) => counted.has(event)) ? 'info' : 'medium'
  const parts = all.filter((part) => rankOf(part.severity) >= rankOf(least))
  const count = sum(parts.map((part) => part.count))
  if (parts.length === 0 || (kind === 'secrets' && rankOf(worst) < rankOf('high') && count < manyReads)) return undefined
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
    choices: { event: events, ...(least === 'medium' && { severity: [least] }) },
    weights: [],
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
