import { eventClasses, severities } from '@/lib/cloudtrail/facts'
import type { Answer } from '@/lib/api/contract'
import type { timelineContract } from '@/lib/api/timeline'
import { classFill } from '@/components/ui/class-mark'

export type TimelineAnswer = Answer<typeof timelineContract>
export type Series = TimelineAnswer['series'][number]
type Key = 'class' | 'service' | 'event' | 'identity' | 'account' | 'region' | 'error' | 'severity'

const ramp = ['var(--color-heat-6)', 'var(--color-heat-5)', 'var(--color-heat-4)', 'var(--color-heat-3)', 'var(--color-heat-2)']
const severityRamp = ['var(--color-none)', 'var(--color-heat-2)', 'var(--color-heat-3)', 'var(--color-heat-5)', 'var(--color-heat-6)']

/**
 * The fill of a series. Hue is the class; of anything else, the largest are shades of the one hue of counts, the rest
 * grey (the legend and hovering tell them apart).
 */
export function fillOf(by: Key, key: string, index: number): string {
  const found = by === 'class' ? [...eventClasses, 'none' as const].find((each) => each === key) : undefined
  if (found) return classFill[found]
  const level = by === 'severity' ? severities.findIndex((each) => each === key) : -1
  if (level >= 0) return severityRamp[level] ?? 'var(--color-none)'
  return (key === 'other' || key === 'none' ? undefined : ramp[index]) ?? 'var(--color-none)'
}

/** Series in the order in which bars stack: classes and severities in their own order, all else largest first. */
export function stacked(by: Key, series: readonly Series[]): Series[] {
  const order: readonly string[] = by === 'class' ? [...eventClasses, 'none'] : by === 'severity' ? [...severities].reverse() : []
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return order.length === 0 ? [...series] : series.toSorted((a, b) => place(a.key) - place(b.key))
}

/** What the whole of a bucket comes to. */
export const bucketTotal = (series: readonly Series[], index: number): number => series.reduce((total, { counts }) => total + (counts[index] ?? 0), 0)
