import { createHash } from 'node:crypto'
import { builtInRules } from './catalogue/built-in'
import { readingNames } from './catalogue/names'
import type { AgentKind, Circumstance, Rules } from './rule'
import { type Plan, planner } from './plan'

/** To be raised when the code judges otherwise by the same rules. */
const CODE_VERSION = 1
const AGENTS_KEPT = 5_000

/** The rules, made ready to judge by. */
export interface Catalogue {
  /** A hash of everything that decides a verdict: what was judged under another version is to be judged again. */
  readonly version: string
  readonly rules: Rules
  /** Parts of user agents, to be looked for in any case of letters; a signature holds the first that is found. */
  readonly agentNeedles: readonly string[]
  /**
   * Parts of a record's text, exactly so spelled. A record that holds none of them is judged by its signature unless
   * that says otherwise.
   */
  readonly needles: readonly string[]
  readonly accounts: ReadonlySet<string>
  readonly circumstances: readonly Circumstance[]
  /** What is known of events of this name. */
  planOf(eventSource: string, eventName: string, reads: boolean): Plan
  /** The 1-based index of the first needle that a user agent holds, or 0. */
  agentOf(userAgent: string): number
  /** What that needle tells. */
  agentKind(index: number): AgentKind | undefined
}

/** Escapes by which JSON text can hide what it says. AWS writes neither, so to look for them costs nothing. */
const HIDING = ['\\u00', '\\/']

/** Needles as patterns: so the engine looks for them eight times as fast as for texts. With those of text that may hide what it says. */
export const patternsOf = (needles: readonly string[]): string[] => [...new Set([...needles, ...HIDING])].map((needle) => needle.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))

/** Makes rules ready to judge by. */
export function catalogueOf(rules: Rules): Catalogue {
  const isOn = ({ id }: { id: string }) => !rules.off.includes(id)
  const values = rules.values.filter(isOn)
  const circumstances = rules.circumstances.filter(isOn)
  const patterns = rules.agents.map(({ needle }) => new RegExp(needle.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'i'))
  const known = new Map<string, number>()
  return {
    version: versionOf(rules),
    rules,
    agentNeedles: rules.agents.map(({ needle }) => needle),
    needles: [...new Set([...values.flatMap(({ needles }) => needles ?? []), ...HIDING])],
    accounts: new Set(rules.accounts),
    circumstances,
    planOf: planner(rules),
    agentOf(userAgent) {
      const found = known.get(userAgent)
      if (found !== undefined) return found
      const index = patterns.findIndex((pattern) => pattern.test(userAgent)) + 1
      if (known.size >= AGENTS_KEPT) known.clear()
      known.set(userAgent, index)
      return index
    },
    agentKind: (index) => rules.agents[index - 1]?.kind,
  }
}

const versionOf = (rules: Rules) =>
  createHash('sha256').update(JSON.stringify([CODE_VERSION, readingNames.source, rules])).digest('hex').slice(0, 16)

let builtIn: Catalogue | undefined

/** The catalogue that Traildesk brings along. */
export function builtInCatalogue(): Catalogue {
  builtIn ??= catalogueOf(builtInRules)
  return builtIn
}

