import type { EventClass, Severity } from '@/lib/cloudtrail/facts'
import { readingNames } from './catalogue/names'
import type { Change, EventEntry, NamePattern, Rules, ValueRule } from './rule'
import { isLike, spelledPart } from './wildcard'

/** What the rules say of events of one name, before anything else of the record is known. */
export interface Plan {
  /** The rule that classes the event, or '' if none does. */
  rule: string
  kind: 'event' | 'name' | 'team'
  class: EventClass
  severity: Severity
  why: string
  techniques: readonly string[]
  /** The characters of the event name that are risky. */
  mark: readonly [start: number, end: number]
  changes: readonly Change[]
  values: readonly ValueRule[]
  /** Whether a value rule is among them that no needle announces. */
  isBlind: boolean
  /** Whether the event changes something and is no everyday noise. */
  isChange: boolean
}

const PLANS_KEPT = 20_000
/** Lambda adds the date of its interface to names: `CreateFunction20150331`, `UpdateFunctionCode20150331v2`. */
const undated = (name: string) => name.replace(/20\d{6}(?:v\d)?$/, '')

/** Answers what the rules say of an event's name, and remembers it. */
export function planner(rules: Rules): (source: string, name: string, reads: boolean) => Plan {
  const off = new Set(rules.off)
  const events = rules.events.filter(({ id }) => !off.has(id))
  const exact = new Map<string, EventEntry>()
  for (const entry of events) if (!isPattern(entry)) exact.set(`${entry.source}/${undated(entry.name)}`, entry)
  for (const entry of events) if (!isPattern(entry)) exact.set(`${entry.source}/${entry.name}`, entry)
  const wide = events.filter(isPattern)
  const names = rules.names.filter(({ pattern }) => !off.has(`name:${pattern}`))
  const values = rules.values.filter(({ id }) => !off.has(id))

  const entryOf = (source: string, name: string): EventEntry | undefined => {
    const found = exact.get(`${source}/${name}`) ?? exact.get(`${source}/${undated(name)}`)
    if (found?.kind === 'team') return found
    return wide.find((entry) => isLike(source, entry.source) && isLike(name, entry.name)) ?? found
  }

  const plans = new Map<string, Plan>()
  return (source, name, reads) => {
    const key = `${reads ? 'r' : 'w'}${source}/${name}`
    const known = plans.get(key)
    if (known !== undefined) return known
    const event = `${source}/${name}`
    const isNoise = rules.noise.some((pattern) => isLike(event, pattern))
    const of = values.filter((rule) => (rule.reads || !reads) && isAbout(rule, event))
    const entry = entryOf(source, name)
    const changes = rules.changes.filter(({ on }) => isLike(event, on)).map(({ change }) => change)
    const plan: Plan = {
      ...(entry ? ofEntry(entry, name, names) : ofName(name, reads || isNoise, names)),
      changes: [...(entry?.changes ?? []), ...changes],
      values: of,
      isBlind: of.some(({ needles }) => needles === undefined),
      isChange: !reads && !isNoise && name !== '',
    }
    if (plans.size >= PLANS_KEPT) plans.clear()
    plans.set(key, plan)
    return plan
  }
}

const isPattern = ({ source, name }: EventEntry) => source.includes('*') || name.includes('*')

const isAbout = ({ on, notOn }: ValueRule, event: string) =>
  (on === undefined || on.some((pattern) => isLike(event, pattern))) && !notOn?.some((pattern) => isLike(event, pattern))

type Named = Omit<Plan, 'changes' | 'values' | 'isBlind' | 'isChange'>

function ofEntry(entry: EventEntry, name: string, names: readonly NamePattern[]): Named {
  const { id: rule, kind, class: cls, severity, why, techniques = [] } = entry
  return { rule, kind, class: cls, severity, why, techniques, mark: markOf(entry, name, names) }
}

/** A word of the trade within the name is marked alone; `Create` and the like say too little without the rest. */
function markOf(entry: EventEntry, name: string, names: readonly NamePattern[]): Plan['mark'] {
  if (entry.name.includes('*')) return spelledPart(name, entry.name)
  const keyword = names.find(({ pattern, class: cls }) => cls === entry.class && cls !== 'component' && /^\w+\*?$/.test(pattern) && isLike(name, pattern))
  return keyword ? spelledPart(name, keyword.pattern) : [0, name.length]
}

function ofName(name: string, isHarmless: boolean, names: readonly NamePattern[]): Named {
  const nothing: Named = { rule: '', kind: 'name', class: 'none', severity: 'info', why: '', techniques: [], mark: [0, 0] }
  if (isHarmless || name === '' || readingNames.test(name)) return nothing
  const found = names.find(({ pattern }) => isLike(name, pattern))
  if (found === undefined) return { ...nothing, severity: 'low' }
  return { ...nothing, rule: `name:${found.pattern}`, class: found.class, severity: 'low', why: found.why, mark: spelledPart(name, found.pattern) }
}
