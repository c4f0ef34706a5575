import 'server-only'
import type { Answer, Takes } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import type { Engine } from '@/lib/engine/engine'
import type { Covered, FixedFilter } from '@/lib/filter/filter'
import type { DeliveriesByPlace } from '@/lib/sources/evidence'
import { coverageOf } from './coverage'
import { eventQuarters } from './event-quarters'
import type { StoredFiles } from './stored-files'
import { witnessesOf, type AtWork } from './witnesses'

/**
 * Answers how complete the store is, by what its sources know at that moment.
 * @param covers another object whenever what is stored has changed
 */
export function deskCoverage(engine: Engine, stored: StoredFiles, sources: () => readonly AtWork[], covers: () => Covered | undefined) {
  let known: { covers: Covered | undefined; quarters: Promise<DeliveriesByPlace> } | undefined
  /** Of folders whose files do not tell of where they are, what their events tell. */
  const quarters = () => {
    const present = covers()
    if (known && known.covers === present) return known.quarters
    const asked = { covers: present, quarters: eventQuarters(engine) }
    known = asked
    // What failed is asked for again.
    asked.quarters.catch(() => (known = undefined))
    return asked.quarters
  }
  return async (filter: FixedFilter, takes: Takes<typeof coverageContract>): Promise<Answer<typeof coverageContract>> => {
    const now = Math.floor(Date.now() / 1_000)
    const works = sources()
    const unnamed = works.filter(({ source, evidence }) => evidence === undefined && stored.hasOthers(source.name))
    const [first] = unnamed
    const others = first === undefined ? [] : witnessesOf({ ...first, source: { name: unnamed.map(({ source }) => source.name).join(', ') }, stored: await quarters() }, now)
    return coverageOf([...works.flatMap((work) => witnessesOf(work, now)), ...others], filter, takes, now)
  }
}
