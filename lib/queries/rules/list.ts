import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Answer } from '@/lib/api/contract'
import type { Rule, rulesContract } from '@/lib/api/rules'
import { serviceOf } from '@/lib/cloudtrail/service'
import { filterFrom, searchOf } from '@/lib/filter/filter'
import { builtInRules } from '@/lib/risk/catalogue/built-in'
import { draftOf, type Draft } from '@/lib/risk/draft'
import { conditionalOf } from '@/lib/risk/team-entries'
import type { TeamRules } from '@/lib/risk/team-rules'
import type { TeamEntry } from '@/lib/risk/team-text'
import { rankOf } from '@/lib/risk/severity'
import { type Section, wholeId } from '@/lib/risk/team-file'
import type { Question } from '../question'
import type { TeamStore } from '../store'
import { isStanding } from './change'
import { namesLately, planFor } from './lately'

const mostChanges = 50

/** The rules, where each is written, and how many events of the last 30 days stored each judges by their names. */
export async function rules({ store, options }: Question<typeof rulesContract, TeamStore>): Promise<Answer<typeof rulesContract>> {
  const { journal, rules: own } = store
  const present = own.present()
  const { span, names } = await namesLately(store, options)
  const hits = new Map<string, number>()
  for (const named of names) {
    const { rule } = planFor(present.catalogue, named)
    hits.set(rule, (hits.get(rule) ?? 0) + named.count)
  }
  const search = (filter: string) => {
    const { choices } = filterFrom(filter)
    return searchOf({ ...span, choices }).toString()
  }
  const told = rulesOf(present, own.ofFile).map((rule): Rule => {
    if (rule.kind !== 'event' && rule.kind !== 'name') return { ...rule, hits: null, filter: null }
    const count = rule.off === null ? (hits.get(rule.id) ?? 0) : 0
    return { ...rule, hits: count, filter: search(filterOf(rule)) }
  })
  const { ruleChanges } = journal.state()
  return {
    version: journal.version(), file: own.file, judging: own.judging(), from: span.from.toISOString(), to: span.to.toISOString(),
    total: names.reduce((sum, { count }) => sum + count, 0),
    rules: told,
    accounts: listOf(present, 'accounts'),
    attackTools: listOf(present, 'attackTools'),
    problems: present.problems.map(({ line, message, entry }) => ({ from: entry?.from ?? 'file', line, message })),
    changes: ruleChanges.slice(-mostChanges).reverse().map((change) => {
      const { seq, at, by, section, before, after } = change
      return { seq, at, by, section, before, after, holds: isStanding(ruleChanges, change) }
    }),
  }
}

const listOf = ({ entries }: TeamRules, section: Section) =>
  entries.filter((entry) => entry.section === section).map(({ value, from }) => ({ value: String(value), from }))

/** What selects the events whose names a rule is about. */
function filterOf({ kind, id, name, draft }: Untold): string {
  if (kind === 'name') return new URLSearchParams({ event: name }).toString()
  const source = draft.source ?? id.slice(0, id.indexOf('/'))
  return new URLSearchParams({ ...(source !== '*' && { service: serviceOf(source) }), event: draft.name ?? '*' }).toString()
}

type Untold = Omit<Rule, 'hits' | 'filter'>

function rulesOf({ catalogue, entries }: TeamRules, ofFile: readonly TeamEntry[]): Untold[] {
  const { rules: all } = catalogue
  const byKey = new Map(entries.flatMap((entry) => (entry.key === undefined ? [] : [[entry.key, entry] as const])))
  const inFile = new Set(ofFile.map(({ key }) => key))
  const builtIn = new Set([...builtInRules.events.map(({ id }) => `events ${id}`), ...[...builtInRules.values, ...builtInRules.circumstances].map(({ id }) => `values ${id}`)])
  const off = new Map(entries.flatMap((entry) => (entry.section === 'off' ? [[wholeId(String(entry.value)), entry.from] as const] : [])))

  const place = (key: string | undefined, id: string) => {
    const entry = key === undefined ? undefined : byKey.get(key)
    const from = entry?.from ?? ('built-in' as const)
    const written = entry?.from === 'page' ? entry.yaml : null
    const over = [...(from === 'page' && inFile.has(key) ? ['file' as const] : []), ...(from !== 'built-in' && builtIn.has(key ?? '') ? ['built-in' as const] : [])]
    return { from, over, written, off: off.get(id) ?? null, entry }
  }
  const common = ({ class: cls, severity, why, techniques = [] }: { class: Rule['class']; severity: Rule['severity']; why: string; techniques?: readonly string[] }) => ({ class: cls, severity, why, techniques: [...techniques] })
  const formOf = (told: ReturnType<typeof common>): Draft => ({ class: told.class, severity: told.severity, why: told.why, ...(told.techniques.length > 0 && { techniques: told.techniques.join('\n') }) })

  return [
    ...all.events.map((each): Untold => {
      const { entry: _, ...at } = place(`events ${each.id}`, each.id)
      const told = common(each)
      return { id: each.id, kind: 'event', name: `${serviceOf(each.source)}/${each.name}`, ...told, ...at, section: 'events', draft: { source: each.source, name: each.name, ...formOf(told) } }
    }),
    ...entries.flatMap((entry): Untold[] => {
      const conditional = conditionalOf(entry)
      if (!conditional) return []
      const draft = draftOf('events', entry.value)
      const { entry: _, ...at } = place(entry.key, '')
      const change = all.changes.find(({ on, change: { when } }) => on === conditional.on && isDeepStrictEqual(when, [conditional.condition]))
      return [{
        id: entry.key?.slice('events '.length) ?? '', kind: 'condition', name: `${draft.source}/${draft.name} where ${draft.path} is ${draft.is ?? `like ${draft.pattern}`}`,
        class: change?.change.class ?? 'none', severity: change?.change.to ?? 'info', why: change?.change.why ?? '', techniques: [...(change?.change.techniques ?? [])],
        ...at, section: 'events', draft,
      }]
    }),
    ...strongest([...all.values, ...all.circumstances]).map((each): Untold => {
      const { entry, ...at } = place(`values ${each.id}`, each.id)
      const told = common(each)
      return { id: each.id, kind: 'value', name: each.id, ...told, ...at, section: 'values', draft: { id: each.id, ...formOf(told), ...(entry && draftOf('values', entry.value)) } }
    }),
    ...all.names.map((each): Untold => {
      const id = `name:${each.pattern}`
      const { entry: _, ...at } = place(undefined, id)
      return { id, kind: 'name', name: each.pattern, class: each.class, severity: 'low', why: each.why, techniques: [], ...at, section: null, draft: { source: '*', name: each.pattern } }
    }),
  ]
}

/** Of rules that share an id, and are written anew together, that of the highest severity. */
function strongest<R extends { id: string; severity: Rule['severity'] }>(rules: readonly R[]): R[] {
  const found = new Map<string, R>()
  for (const each of rules) {
    const known = found.get(each.id)
    if (!known || rankOf(each.severity) > rankOf(known.severity)) found.set(each.id, each)
  }
  return [...found.values()]
}
