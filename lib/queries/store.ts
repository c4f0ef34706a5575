import 'server-only'
import type { Answer, Takes } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import type { Engine } from '@/lib/engine/engine'
import type { Covered, FixedFilter } from '@/lib/filter/filter'
import type { Journal } from '@/lib/journal/journal'
import type { Catalogue } from '@/lib/risk/catalogue'

/** What every query asks. */
export interface Store {
  engine: Engine
  /** By what events are judged. */
  catalogue: Catalogue
  /** The file that brought an event, as a person knows it. */
  pathOf(file: number): string
  /** The oldest and the newest event stored; undefined if there is none. Another object whenever what is stored has changed. */
  covers(): Covered | undefined
  /** Another number whenever what is stored has changed. */
  version(): number
}

/** What is asked of what people decided about events. */
export interface ReviewedStore extends Store {
  journal: Journal
  /** How complete the store is. */
  coverage(filter: FixedFilter, takes: Takes<typeof coverageContract>): Promise<Answer<typeof coverageContract>>
}
