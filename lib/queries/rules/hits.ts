import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { ruleHitsContract } from '@/lib/api/rules'
import { judge } from '@/lib/risk/judge'
import type { Question } from '../question'
import type { TeamStore } from '../store'
import { namesLately, planFor } from './lately'
import { noMark, sampled } from './sampled'

const shown = 10

/** How many events a rule highlights, by reading records of those that it is about. Undefined if there is no such rule. */
export async function ruleHits({ store, takes: { id }, options }: Question<typeof ruleHitsContract, TeamStore>): Promise<Answer<typeof ruleHitsContract> | undefined> {
  const { catalogue } = store.rules.present()
  const { rules } = catalogue
  const isCircumstance = rules.circumstances.some((each) => each.id === id)
  if (!isCircumstance && ![rules.values, rules.events].some((some) => some.some((each) => each.id === id)) && !rules.names.some(({ pattern }) => `name:${pattern}` === id)) return undefined
  const { span, names } = await namesLately(store, options)
  const concerned = names.filter((named) => {
    if (isCircumstance) return true
    const plan = planFor(catalogue, named)
    return plan.rule === id || plan.values.some((value) => value.id === id)
  })
  const { concerned: count, isExact, standsFor, records } = await sampled(store, span, concerned, noMark, options)
  const hit = records.filter(({ record }) => judge(catalogue, record).reasons.some(({ rule }) => rule === id))
  return { concerned: count, read: records.length, hits: standsFor(hit.length), isExact, events: hit.slice(0, shown).map(({ eventID }) => eventID) }
}
