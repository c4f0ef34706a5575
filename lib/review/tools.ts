import { familyOf } from './family'
import type { ActorOf } from './stories'
import type { Story } from './story'

/** What an identity did with a tool for attacks; times are seconds since 1970. */
export interface ToolUse {
  identity: string
  label: string
  /** The part of the user agent that names the tool. */
  needle: string
  count: number
  from: number
  to: number
}

/** Stories of those who used such a tool, one for each actor. */
export function toolStories(uses: readonly ToolUse[], actorOf: ActorOf, dayOf: (seconds: number) => string): Story[] {
  const byActor = new Map<string, Story>()
  for (const { identity, label, needle, count, from, to } of uses) {
    const actor = actorOf(identity) ?? { who: familyOf(identity), label }
    const key = JSON.stringify([actor.who, needle])
    const before = byActor.get(key)
    byActor.set(key, {
      ...actor, kind: 'authentication', day: dayOf(before ? Math.min(before.from, from) : from), identities: [...(before?.identities ?? []), identity], severity: 'medium', events: [],
      count: (before?.count ?? 0) + count, outcome: 'done', from: Math.min(before?.from ?? from, from), to: Math.max(before?.to ?? to, to + 1), choices: { agent: [needle] },
      weights: [{ why: `Uses ${needle}, a tool for attacks or assessments.`, points: 8 }],
      title: `${actor.label} uses ${needle}, a tool for attacks or assessments`,
    })
  }
  return [...byActor.values()]
}
