import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { ruleHitsContract } from '@/lib/api/rules'
import type { TrailRecord } from '@/lib/cloudtrail/record'
import { judge } from '@/lib/risk/judge'
import { passing } from '@/lib/risk/matching'
import { lookInto } from '@/lib/risk/path'
import { conditionalOf } from '@/lib/risk/team-entries'
import type { TeamRules } from '@/lib/risk/team-rules'
import { isLike } from '@/lib/risk/wildcard'
import type { Question } from '../question'
import type { TeamStore } from '../store'
import { namesLately, planFor, type Named } from './lately'
import { eachInTurn, noMark, sampled } from './sampled'

const shown = 10

/** Which events a rule is about by their names, and which of them it hits. */
interface Looking {
  isAbout: (named: Named) => boolean
  isHit: (record: TrailRecord) => boolean
  /** One of them stands in the text of each that it hits. */
  needles?: readonly string[]
}

function ruleOf({ catalogue, entries }: TeamRules, id: string): Looking | undefined {
  const { rules, accounts } = catalogue
  const entry = entries.find(({ key }) => key === `events ${id}`)
  const conditional = entry && conditionalOf(entry)
  if (conditional) {
    const { on, condition } = conditional
    return { isAbout: ({ source, name }) => isLike(`${source}/${name}`, on), isHit: (record) => passing(condition, lookInto(record), accounts) !== undefined }
  }
  const isHit = (record: TrailRecord) => judge(catalogue, record).reasons.some(({ rule }) => rule === id)
  if (rules.circumstances.some((each) => each.id === id)) return { isAbout: () => true, isHit }
  const isKnown = [rules.values, rules.events].some((some) => some.some((each) => each.id === id)) || rules.names.some(({ pattern }) => `name:${pattern}` === id)
  if (!isKnown) return undefined
  const isAbout = (named: Named) => {
    const plan = planFor(catalogue, named)
    return plan.rule === id || plan.values.some((value) => value.id === id)
  }
  const alike = rules.values.filter((each) => each.id === id)
  return { isAbout, isHit, ...(alike.length > 0 && alike.every(({ needles }) => needles) && { needles: alike.flatMap(({ needles }) => needles ?? []) }) }
}

/** How many events a rule highlights, or of a conditional one for how many its condition holds, by reading records of those that it is about. Undefined if there is no such rule. */
export async function ruleHits({ store, takes: { id }, options }: Question<typeof ruleHitsContract, TeamStore>): Promise<Answer<typeof ruleHitsContract> | undefined> {
  const rule = ruleOf(store.rules.present(), id)
  if (!rule) return undefined
  const { span, names } = await namesLately(store, options)
  const { concerned: count, isExact, standsFor, records } = await sampled(store, span, names.filter(rule.isAbout), noMark, options, rule.needles)
  const hit = await eachInTurn(records, ({ record }) => rule.isHit(record), options)
  return { concerned: count, read: records.length, hits: standsFor(hit.filter(Boolean).length), isExact, events: records.filter((_, index) => hit[index]).slice(0, shown).map(({ eventID }) => eventID) }
}
