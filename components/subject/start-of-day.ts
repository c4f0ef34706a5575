import { offsetAt } from '@/lib/filter/zone'

/** Milliseconds since 1970 at which a day (2026-03-01) begins in a zone, or the one so many days after it. */
export function startOfDay(date: string, tz: string, after: number): number {
  const midnight = Date.parse(`${date}T00:00:00Z`) + after * 86_400_000
  // Clocks change by an hour or so: the offset at the first guess is that of the midnight, or of the hour beside it.
  const guess = midnight - offsetAt(tz, midnight / 1_000) * 1_000
  return midnight - offsetAt(tz, guess / 1_000) * 1_000
}
