import type { EventClass, Severity } from '@/lib/cloudtrail/facts'
import { higherOf, rankOf } from './severity'

/** One thing that makes an event risky. */
export interface Part {
  class: EventClass
  severity: Severity
}

/** The highest severity, and the class: that of the event's name, else that of the strongest part that is more than info. */
export function verdictOf(named: EventClass, parts: readonly Part[]): Part {
  let severity: Severity = 'info'
  let strongest: Part | undefined
  for (const part of parts) {
    severity = higherOf(severity, part.severity)
    if (part.class !== 'none' && rankOf(part.severity) > rankOf(strongest?.severity ?? 'info')) strongest = part
  }
  return { class: named !== 'none' ? named : (strongest?.class ?? 'none'), severity }
}
