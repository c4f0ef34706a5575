import 'server-only'
import { countIn, type DeliveriesByPlace } from '@/lib/sources/evidence'
import type { ReadFile } from './ledger'

/** What the store has of the files that trails deliver, by source, account and region. */
export interface StoredFiles {
  /** Counts a file in that was not there before. */
  add(file: Pick<ReadFile, 'source' | 'path' | 'records'>): void
  of(source: string): DeliveriesByPlace
  /** Whether a source has files with records whose names do not tell of which account and region. */
  hasOthers(source: string): boolean
}

/** Nothing yet. */
export function storedFiles(): StoredFiles {
  const bySource = new Map<string, DeliveriesByPlace>()
  const others = new Set<string>()
  const of = (source: string) => {
    const places: DeliveriesByPlace = bySource.get(source) ?? new Map()
    bySource.set(source, places)
    return places
  }
  return {
    add({ source, path, records }) {
      if (countIn(of(source), path) === undefined && records > 0) others.add(source)
    },
    of,
    hasOthers: (source) => others.has(source),
  }
}
