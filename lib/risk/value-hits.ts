import type { Severity } from '@/lib/cloudtrail/facts'
import { type TrailRecord, textAt } from '@/lib/cloudtrail/record'
import type { Catalogue } from './catalogue'
import { keysTo, type Look, type Place, textOf } from './path'
import type { Plan } from './plan'
import { allowing, type Statement, statementsIn } from './policy'
import type { ValueRule } from './rule'
import { rankOf } from './severity'
import { passing, pathOf, type Span, spanOf } from './matching'
import { isLike } from './wildcard'

/** A risky value that was found. */
export interface Hit {
  rule: ValueRule
  severity: Severity
  /** Its surroundings made it less than its rule says. */
  isLowered: boolean
  path: (string | number)[]
  span: Span
}

/** A record can hold thousands of values of one kind; so many of a rule are shown, and always one of the worst. */
const SHOWN = 20

/** The risky values of a record, by the rules that are about its event. */
export function hitsIn(catalogue: Catalogue, plan: Plan, look: Look, event: string): Hit[] {
  const hits: Hit[] = []
  let statements: Statement[] | undefined
  for (const rule of plan.values) {
    const found = rule.policy
      ? allowing((statements ??= statementsIn(look.record)), rule.policy, look.record, catalogue.accounts).map((at) => hit(rule, { to: rule.severity }, at))
      : inValues(catalogue, rule, look, event)
    if (found.length > 0 && (rule.also ?? []).every((condition) => passing(condition, look, catalogue.accounts))) addShown(hits, found)
  }
  return hits
}

function* placesOf(rule: ValueRule, look: Look): Generator<Place> {
  for (const path of rule.paths ?? []) yield* look.at(pathOf(path))
}

function inValues(catalogue: Catalogue, rule: ValueRule, look: Look, event: string): Hit[] {
  const { record } = look
  const found: Hit[] = []
  for (const place of placesOf(rule, look)) {
    const span = spanOf(place, rule.test ?? {}, record, catalogue.accounts)
    if (span === undefined) continue
    const otherwise = rule.unless?.find(
      ({ on, near }) =>
        (on === undefined || on.some((pattern) => isLike(event, pattern))) &&
        (near === undefined || spanOf(place, near, record, catalogue.accounts) !== undefined),
    )
    found.push(hit(rule, otherwise ?? { to: rule.severity }, spotOf(place, span, record)))
  }
  return found
}

/** Where a passing value is marked. What is no text cannot be: the event's name stands for it. */
export function spotOf(place: Place, span: Span, record: TrailRecord): { path: (string | number)[]; span: Span } {
  const isText = place.value !== '' && textOf(place.value) !== undefined
  return isText ? { path: keysTo(place), span } : { path: ['eventName'], span: [0, textAt(record, 'eventName').length] }
}

const hit = (rule: ValueRule, { to }: { to: Severity }, { path, span }: { path: (string | number)[]; span: Span }): Hit => ({
  rule,
  severity: to,
  isLowered: rankOf(to) < rankOf(rule.severity),
  path,
  span,
})

function addShown(hits: Hit[], found: readonly Hit[]): void {
  let highest = -1
  let shown = 0
  for (const each of found) {
    if (shown >= SHOWN && rankOf(each.severity) <= highest) continue
    hits.push(each)
    shown += 1
    highest = Math.max(highest, rankOf(each.severity))
  }
}
