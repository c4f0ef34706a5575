import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { Flagging, rulePreviewContract } from '@/lib/api/rules'
import { severities } from '@/lib/cloudtrail/facts'
import type { QueryOptions } from '@/lib/engine/engine'
import type { Catalogue } from '@/lib/risk/catalogue'
import { entryOfDraft } from '@/lib/risk/draft'
import { judge, type Verdict } from '@/lib/risk/judge'
import type { Plan } from '@/lib/risk/plan'
import { teamRules } from '@/lib/risk/team-rules'
import { pageEntries, pageEntry } from '@/lib/risk/team-text'
import { spelled } from '../field'
import { isExpected } from '../expectations'
import type { Question } from '../question'
import type { TeamStore } from '../store'
import { namesLately, planFor, type Named } from './lately'
import { eachInTurn, sampled, type Sampled } from './sampled'

const mostShown = 20

/** What a change of the rules would have flagged: records of the events that it is about are judged by the rules as they are and as they would be. */
export async function rulePreview({ store, takes: { section, action, ...form }, options }: Question<typeof rulePreviewContract, TeamStore>): Promise<Answer<typeof rulePreviewContract>> {
  const entry = pageEntry(section, { value: entryOfDraft(section, form) })
  const written = pageEntries(store.journal.state().ruleChanges)
  const others = written.filter(({ key }) => entry.key === undefined || key !== entry.key)
  const next = teamRules(store.rules.ofFile, action === 'write' ? [...others, entry] : others)
  const [before, after] = [store.rules.present().catalogue, next.catalogue]
  const problems = next.problems.filter((each) => each.entry === entry).map(({ message }) => message)
  return {
    ...(await flaggedBy(store, before, problems.length > 0 ? before : after, options)),
    problems,
    written: written.find(({ key }) => entry.key !== undefined && key === entry.key)?.yaml ?? null,
  }
}

/**
 * What one catalogue would have flagged otherwise than another in the last 30 days stored.
 * @throws EngineError when the engine gives up
 */
export async function flaggedBy(store: TeamStore, before: Catalogue, after: Catalogue, options: QueryOptions): Promise<Flagging> {
  const { span, names } = await namesLately(store, options)
  const concerned = before === after ? [] : names.filter(differing(before, after))
  const { concerned: count, isExact, standsFor, records } = await sampled(store, span, concerned, await isExpected(store, options), options, needlesOf(before, after))

  const judged = await eachInTurn(records, (sample) => ({ sample, was: judge(before, sample.record), is: judge(after, sample.record) }), options)
  const flagged = judged.filter(({ was, is }) => reasonsOf(was) !== reasonsOf(is) || was.severity !== is.severity || was.class !== is.class).map(({ sample }) => sample)
  const identities = byIdentity(flagged)
  return {
    from: span.from.toISOString(), to: span.to.toISOString(), total: names.reduce((sum, named) => sum + named.count, 0),
    concerned: count, read: records.length, flagged: standsFor(flagged.length), isExact,
    expected: standsFor(flagged.filter(({ isMarked }) => isMarked).length),
    before: bySeverity(judged.map(({ was }) => was), standsFor), after: bySeverity(judged.map(({ is }) => is), standsFor),
    identities: identities.slice(0, mostShown).map(({ key, label, count: its }) => ({ key: spelled('identity', key), label, count: standsFor(its) })),
    totalIdentities: identities.length,
    events: flagged.slice(0, mostShown).map(({ eventID, eventTime, eventName, identity, label }) => ({ eventID, eventTime, eventName, identity, identityLabel: label })),
  }
}

/** Whether events of a name may be judged otherwise by one catalogue than by another. */
function differing(before: Catalogue, after: Catalogue): (named: Named) => boolean {
  const ofAll = ({ rules: { circumstances, agents, accounts, off } }: Catalogue) => JSON.stringify([circumstances, agents, accounts, off.filter((id) => circumstances.some((each) => each.id === id))])
  if (ofAll(before) !== ofAll(after)) return () => true
  const spelledPlan = (plan: Plan) => JSON.stringify(plan)
  return (named) => spelledPlan(planFor(before, named)) !== spelledPlan(planFor(after, named))
}

/** Where catalogues differ in rules on values alone: what stands in the text of each record that these rules match, if that is known. */
function needlesOf(before: Catalogue, after: Catalogue): readonly string[] | undefined {
  const valuesOf = ({ rules: { values, off } }: Catalogue) => values.filter(({ id }) => !off.includes(id))
  const others = ({ rules }: Catalogue) => JSON.stringify({ ...rules, values: [], off: rules.off.filter((id) => !rules.values.some((each) => each.id === id)) })
  if (others(before) !== others(after)) return undefined
  const [were, are] = [before, after].map((each) => new Map(valuesOf(each).map((rule) => [JSON.stringify(rule), rule])))
  const differing = [...(were ?? [])].filter(([text]) => !are?.has(text)).concat([...(are ?? [])].filter(([text]) => !were?.has(text))).map(([, rule]) => rule)
  return differing.length > 0 && differing.every(({ needles }) => needles) ? differing.flatMap(({ needles }) => needles ?? []) : undefined
}

const reasonsOf = ({ reasons }: Verdict) => JSON.stringify(reasons.map(({ rule, severity, class: cls }) => [rule, severity, cls]))

const bySeverity = (verdicts: readonly Verdict[], standsFor: (records: number) => number) =>
  severities.flatMap((severity) => {
    const count = verdicts.filter((verdict) => verdict.severity === severity).length
    return count === 0 ? [] : [{ severity, count: standsFor(count) }]
  })

function byIdentity(samples: readonly Sampled[]): { key: string; label: string; count: number }[] {
  const found = new Map<string, { key: string; label: string; count: number }>()
  for (const { identity: key, label } of samples) {
    const known = found.get(key) ?? { key, label, count: 0 }
    known.count += 1
    found.set(key, known)
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
}
