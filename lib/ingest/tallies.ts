import 'server-only'
import type { Tally } from '@/lib/api/sources'
import type { Ledger } from './ledger'

interface Span {
  from: number
  to: number
}

/** What a source delivered, what became of it, and its oldest and newest record, in seconds since 1970. */
export type SourceTally = Tally & { covers: Span | null }

/** Of a source that has delivered nothing yet. */
export const nothing = (): SourceTally => ({ delivered: 0, records: 0, duplicates: 0, quarantined: 0, covers: null })

/**
 * What each source delivered, by its name, as the ledger has it.
 * @param whole what the store covers: so much is said of files of which no more was noted
 */
export function talliesOf(ledger: Pick<Ledger, 'files'>, whole: Span | undefined): Map<string, SourceTally> {
  const tallies = new Map<string, SourceTally>()
  for (const { source, records, duplicates, quarantined, covers = records > 0 ? whole : undefined } of ledger.files()) {
    const tally = tallies.get(source) ?? nothing()
    tallies.set(source, tally)
    add(tally, { delivered: records + duplicates + quarantined, records, duplicates, quarantined })
    if (covers) tally.covers = { from: Math.min(covers.from, tally.covers?.from ?? Infinity), to: Math.max(covers.to, tally.covers?.to ?? -Infinity) }
  }
  return tallies
}

/** The sum of tallies. */
export function tallyOf(parts: Iterable<Tally>): Tally {
  const { covers: _, ...sum } = nothing()
  for (const part of parts) add(sum, part)
  return sum
}

function add(sum: Tally, { delivered, records, duplicates, quarantined }: Tally): void {
  sum.delivered += delivered
  sum.records += records
  sum.duplicates += duplicates
  sum.quarantined += quarantined
}
