import type { z } from 'zod'
import { agents as knownAgents } from './catalogue/agents'
import type { Condition, EventEntry, Rules, Test, ValueRule } from './rule'
import { literalOf, needleOf, SEEN_BY_PATTERNS } from './safe-pattern'
import { type Section, teamAccount, teamEvent, type TeamEvent, teamOff, teamTool, teamValue, type TeamValue, wholeId } from './team-file'

/** With these entries, rules are the rules and one entry more; a text says why the entry cannot be added. */
type Added = Rules | string

const MOST_NEEDLES = 60

/** The rules and an entry, which is checked by its section's schema first; or what is wrong with the entry, and where in it. */
export const withEntry = (rules: Rules, { section, value }: { section: Section; value: unknown }): Rules | { path: PropertyKey[]; message: string }[] =>
  adding[section](rules, value)

const reading = <Schema extends z.ZodType>(schema: Schema, add: (rules: Rules, entry: z.infer<Schema>) => Added) =>
  (rules: Rules, value: unknown): ReturnType<typeof withEntry> => {
    const checked = schema.safeParse(value)
    if (!checked.success) return checked.error.issues.map(({ path, message }) => ({ path, message }))
    const added = add(rules, checked.data)
    return typeof added === 'string' ? [{ path: [], message: added }] : added
  }

const withAccount = (rules: Rules, account: string): Added => ({ ...rules, accounts: [...rules.accounts, account] })

/** A tool that the team itself uses no longer colours anybody, unless a tool that is not allowed is named beside it. */
function withTool(rules: Rules, tool: string): Added {
  const isIt = ({ needle }: { needle: string }) => needle.toLowerCase() === tool.toLowerCase()
  if (!knownAgents.some((agent) => agent.kind === 'attack-tool' && isIt(agent))) {
    return `no attack tool is called “${tool}”; known are ${knownAgents.filter(({ kind }) => kind === 'attack-tool').map(({ needle }) => needle).join(', ')}`
  }
  const attack = rules.agents.filter((agent) => agent.kind === 'attack-tool' && !isIt(agent))
  const others = rules.agents.filter((agent) => agent.kind !== 'attack-tool')
  return { ...rules, agents: [...attack, { needle: tool, kind: 'allowed' }, ...others] }
}

/** Adds an event, or overrides one of the catalogue; with `when`, changes its severity only where that holds. */
function withEvent(rules: Rules, { source, name, when, ...given }: TeamEvent): Added {
  const id = `${source}/${name}`
  if (when !== undefined) {
    if (given.severity === undefined) return 'needs a severity'
    const { class: cls, severity: to, why = `A rule of the team for ${name}.` } = given
    const change = { to, why, id, when: [conditionOf(when)], ...(cls && { class: cls }), ...(given.techniques && { techniques: given.techniques }) }
    return { ...rules, changes: [...rules.changes, { on: id, change }] }
  }
  const known = rules.events.find((each) => each.id === id)
  if (known?.kind === 'team') return `${id} is given twice`
  const cls = given.class ?? known?.class
  const severity = given.severity ?? known?.severity
  const why = given.why ?? known?.why
  if (cls === undefined || severity === undefined || why === undefined) return `${id} is not in the catalogue: it needs a class, a severity and a why`
  const techniques = given.techniques ?? known?.techniques
  const entry: EventEntry = { ...known, id, kind: 'team', class: cls, source, name, severity, why, ...(techniques && { techniques }) }
  return { ...rules, events: [entry, ...rules.events.filter((each) => each.id !== id)] }
}

/** Adds a risky value, or overrides one of the catalogue: in part, or with a path of its own as a whole. */
function withValue(rules: Rules, value: TeamValue): Added {
  const { id, path, is, pattern, events, reads } = value
  const isNamed = (each: { id: string }) => each.id === id
  const known = rules.values.filter(isNamed)
  const circumstance = rules.circumstances.find(isNamed)
  if (known.some(({ kind }) => kind === 'team')) return `${id} is given twice`
  const overrides = {
    ...(value.class && { class: value.class }),
    ...(value.severity && { severity: value.severity }),
    ...(value.why && { why: value.why }),
    ...(value.techniques && { techniques: value.techniques }),
  }
  if (path === undefined) {
    if (known.length === 0 && circumstance === undefined) return `${id} is not in the catalogue: it needs a path, \`is\` or \`pattern\`, a class, a severity and a why`
    if (is ?? pattern ?? events ?? reads) return 'needs a path, if it says what the value must be'
    return {
      ...rules,
      values: rules.values.map((each) => (isNamed(each) ? { ...each, ...overrides } : each)),
      circumstances: rules.circumstances.map((each) => (isNamed(each) ? { ...each, ...overrides } : each)),
    }
  }
  if (circumstance) return `${id} is judged by more than one value: its class, severity and why can be overridden, its path cannot`
  const test = testOf(is, pattern)
  if (test === undefined) return 'needs `is` or `pattern`'
  const base = { class: known[0]?.class, severity: known[0]?.severity, why: known[0]?.why, ...overrides }
  if (base.class === undefined || base.severity === undefined || base.why === undefined) return `${id} is not in the catalogue: it needs a class, a severity and a why`
  const needles = needlesOf(rules, is, pattern)
  const rule: ValueRule = {
    id, kind: 'team', class: base.class, severity: base.severity, why: base.why, paths: path, test,
    ...(overrides.techniques && { techniques: overrides.techniques }),
    ...(events && { on: events }),
    ...(reads && { reads: true as const }),
    ...(needles && { needles }),
  }
  return { ...rules, values: [...rules.values.filter((each) => !isNamed(each)), rule] }
}

/** Switches a rule off. */
function withOff(rules: Rules, rule: string): Added {
  const id = wholeId(rule)
  const isKnown =
    [rules.events, rules.values, rules.circumstances].some((some) => some.some((each) => each.id === id)) ||
    rules.names.some(({ pattern }) => `name:${pattern}` === id)
  return isKnown ? { ...rules, off: [...rules.off, id] } : `no rule is called “${rule}”`
}

function testOf(is: readonly string[] | undefined, pattern: string | undefined): Test | undefined {
  if (is !== undefined) return { is }
  return pattern === undefined ? undefined : { matches: pattern, within: SEEN_BY_PATTERNS }
}

/** On which events a conditional rule looks, as `source/name` with `*`, and what must hold; undefined of any other entry. */
export function conditionalOf({ section, value }: { section: Section; value: unknown }): { on: string; condition: Condition } | undefined {
  const read = section === 'events' ? teamEvent.safeParse(value) : undefined
  if (!read?.success || read.data.when === undefined) return undefined
  return { on: `${read.data.source}/${read.data.name}`, condition: conditionOf(read.data.when) }
}

const conditionOf = ({ path, is, pattern }: NonNullable<TeamEvent['when']>): Condition => ({ path, ...testOf(is, pattern) })

/** What announces a value in the text of its record; undefined where nothing does, and the record has to be read. */
function needlesOf(rules: Rules, is: readonly string[] | undefined, pattern: string | undefined): string[] | undefined {
  const needles = is !== undefined ? is.map(needleOf) : pattern === undefined ? [] : [literalOf(pattern)]
  const sure = needles.filter((needle) => needle !== undefined)
  const all = new Set([...rules.values.flatMap((each) => each.needles ?? []), ...sure])
  return sure.length > 0 && sure.length === needles.length && all.size <= MOST_NEEDLES ? sure : undefined
}

const adding: Record<Section, (rules: Rules, value: unknown) => ReturnType<typeof withEntry>> = {
  accounts: reading(teamAccount, withAccount),
  attackTools: reading(teamTool, withTool),
  events: reading(teamEvent, withEvent),
  values: reading(teamValue, withValue),
  off: reading(teamOff, withOff),
}
