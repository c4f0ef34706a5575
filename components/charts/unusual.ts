import type { Answer } from '@/lib/api/contract'
import type { reviewContract } from '@/lib/api/review'
import { literal } from '@/lib/filter/spelling'
import { familyOf } from '@/lib/review/family'
import type { View } from '@/components/filters/place'
import { localHourOf } from '@/components/time-format'

/** An hour in which an identity did far more than usual, and why that is said. */
export type UnusualHour = Answer<typeof reviewContract>['unusual'][number]

/** Of a row of the heatmap, the columns that are out of the ordinary, with the reason. */
export function unusualColumns(hours: readonly UnusualHour[], key: string, { rows, cols }: Pick<View, 'rows' | 'cols'>, tz: string): ReadonlyMap<number, string> {
  const columns = new Map<number, string>()
  if (rows !== 'identity' || cols === 'day') return columns
  for (const { identity, start, hour, why } of hours) {
    if (literal(identity) !== key && literal(identity) !== familyOf(key)) continue
    const { weekday } = localHourOf(new Date(start), tz)
    columns.set(cols === 'hour' ? hour : (weekday - 1) * 24 + hour, why)
  }
  return columns
}

/** What a cell is called: its name, and why its hour is out of the ordinary, if it is. */
export const withWhy = (name: string, why: string | undefined): string => (why === undefined ? name : `${name}, out of the ordinary: ${why}`)
