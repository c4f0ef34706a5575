import 'server-only'
import type { Answer, Takes } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import type { Engine } from '@/lib/engine/engine'
import type { Covered, FixedFilter } from '@/lib/filter/filter'
import { quarterOf, type DeliveriesByPlace } from '@/lib/sources/evidence'
import { coverageOf, type Witness } from './coverage'
import { eventQuarters } from './event-quarters'
import type { StoredFiles } from './stored-files'
import { witnessesOf, type AtWork } from './witnesses'

/**
 * Answers how complete the store is, by what its sources know at that moment.
 * @param keep days of events that are kept; all if undefined
 * @param covers another object whenever what is stored has changed
 */
export function deskCoverage(engine: Engine, stored: StoredFiles, sources: () => readonly AtWork[], covers: () => Covered | undefined, keep: number | undefined) {
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
    const oldest = covers()?.from
    const witnesses = [...works.flatMap((work) => witnessesOf(work, now)), ...others]
    return coverageOf(keep === undefined || oldest === undefined ? witnesses : witnesses.map((witness) => forgetting(witness, Math.min(oldest, now - keep * 86_400))), filter, takes, now)
  }
}

/** Events before a time are kept no longer, whatever was delivered. */
export const forgetting = (witness: Witness, before: number): Witness => ({
  ...witness,
  cover(stretch, paint) {
    witness.cover(stretch, paint)
    paint({ from: stretch.from, to: quarterOf(before) }, { state: 'missing', why: 'Events of that time are kept no longer (“keep” in the configuration).', isBefore: true })
  },
})
