import type { EventClass, Severity } from '@/lib/cloudtrail/facts'
import { type TrailRecord, textAt } from '@/lib/cloudtrail/record'
import type { Catalogue } from './catalogue'
import { changed, signatureReasons } from './event-part'
import { outcomeOf } from './outcome'
import { type Look, lookInto } from './path'
import type { Plan } from './plan'
import type { Reason } from './reason'
import type { Change } from './rule'
import { higherOf, rankOf } from './severity'
import { isReading, type Signature, signatureOf } from './signature'
import { passing } from './matching'
import { type Hit, hitsIn, spotOf } from './value-hits'
import { verdictOf } from './verdict'
import { isWho } from './who'

/** How risky a record is, of what kind, and why. */
export interface Verdict {
  class: EventClass
  severity: Severity
  /** All that contributed; empty where nothing is worth a look. */
  reasons: Reason[]
}

/** The verdict on one record. It depends on nothing else, and no record makes it throw. */
export function judge(catalogue: Catalogue, record: TrailRecord): Verdict {
  const signature = signatureOf(catalogue, record)
  const plan = catalogue.planOf(signature.eventSource, signature.eventName, isReading(signature))
  const look = lookInto(record)
  const hits = plan.values.length === 0 ? [] : hitsIn(catalogue, plan, look, `${signature.eventSource}/${signature.eventName}`)
  const event = eventReasons(catalogue, plan, signature, look, hits)
  const reasons = [
    ...event.reasons,
    ...hits.map((each) => hitReason(each, signature)),
    ...signatureReasons(catalogue, plan, signature).map(({ circumstance, severity }): Reason => {
      const text = textAt(record, ...circumstance.path)
      const [start, end] = circumstance.path[0] === 'userAgent' ? agentSpan(catalogue, signature, text) : [0, text.length]
      const { id: rule, class: cls, why, techniques = [], path } = circumstance
      return { rule, kind: 'value', class: cls, severity, why, techniques: [...techniques], path: [...path], start, end }
    }),
  ]
  const { class: cls, severity } = verdictOf(plan.class, reasons)
  return { class: cls, severity: higherOf(severity, event.severity), reasons }
}

/** What the event's name and entry give, and why; the value rules that the entry names are raised in place. */
function eventReasons(catalogue: Catalogue, plan: Plan, signature: Signature, look: Look, hits: Hit[]): { severity: Severity; reasons: Reason[] } {
  const raised: Reason[] = []
  const told: Change[] = []
  for (const change of plan.changes) {
    if (change.who !== undefined && !isWho(change.who, signature, plan, catalogue)) continue
    const found = (change.when ?? []).map((condition) => passing(condition, look, catalogue.accounts))
    if (found.includes(undefined)) continue
    if (change.values !== undefined) raise(hits, change)
    else if (change.when === undefined || rankOf(change.to) < rankOf(plan.severity)) told.push(change)
    else if (found[0] !== undefined) {
      const { path, span } = spotOf(found[0].place, found[0].span, look.record)
      raised.push({ ...ofPlan(plan, signature, change.to), ...ofChange(change), path, start: span[0], end: span[1] })
    }
  }
  const own = changed(plan.severity, told)
  const severity = outcomeOf(own, signature)
  // Some names weigh something though no rule says why; others weigh nothing, and nothing is marked.
  if (plan.rule === '' || (rankOf(own) === 0 && rankOf(plan.severity) === 0 && raised.length === 0)) return { severity, reasons: raised }
  const why = [plan.why, ...told.map((change) => change.why)].join(' ')
  return { severity, reasons: [{ ...ofPlan(plan, signature, own), why, path: ['eventName'], start: plan.mark[0], end: plan.mark[1] }, ...raised] }
}

function ofPlan({ rule, kind, class: cls, techniques }: Plan, signature: Signature, severity: Severity): Omit<Reason, 'path' | 'start' | 'end' | 'why'> {
  return { rule, kind, class: cls, severity: outcomeOf(severity, signature), techniques: [...techniques] }
}

const ofChange = ({ why, id, class: cls, techniques }: Change) => ({
  why,
  ...(id !== undefined && { rule: id, kind: 'team' as const }),
  ...(cls && { class: cls }),
  ...(techniques && { techniques: [...techniques] }),
})

function raise(hits: Hit[], { values = [], to }: Change): void {
  for (const each of hits) if (values.includes(each.rule.id) && !each.isLowered) each.severity = higherOf(each.severity, to)
}

function hitReason({ rule, severity, path, span }: Hit, signature: Signature): Reason {
  const { id, kind, class: cls, why, techniques = [], aboutFailure } = rule
  return { rule: id, kind, class: cls, severity: outcomeOf(severity, signature, aboutFailure), why, techniques: [...techniques], path, start: span[0], end: span[1] }
}

function agentSpan(catalogue: Catalogue, { agent }: Signature, text: string): [number, number] {
  const needle = catalogue.agentNeedles[agent - 1] ?? ''
  const start = text.toLowerCase().indexOf(needle.toLowerCase())
  return start < 0 ? [0, text.length] : [start, start + needle.length]
}
