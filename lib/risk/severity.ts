import { type Severity, severities } from '@/lib/cloudtrail/facts'

/** How severe, as a number: 0 is info. */
export const rankOf = (severity: Severity): number => severities.indexOf(severity)

export const higherOf = (one: Severity, other: Severity): Severity => (rankOf(other) > rankOf(one) ? other : one)

/** One step lower; info stays. */
export const stepBelow = (severity: Severity): Severity => severities[rankOf(severity) - 1] ?? 'info'
