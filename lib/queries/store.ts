import 'server-only'
import type { Answer, Takes } from '@/lib/api/contract'
import type { coverageContract } from '@/lib/api/coverage'
import type { Engine } from '@/lib/engine/engine'
import type { Covered, FixedFilter } from '@/lib/filter/filter'
import type { Journal } from '@/lib/journal/journal'
import type { Catalogue } from '@/lib/risk/catalogue'
import type { TeamRules } from '@/lib/risk/team-rules'
import type { TeamEntry } from '@/lib/risk/team-text'
import type { KeptAnswers } from './kept'

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
  kept: KeptAnswers
  /** How complete the store is. */
  coverage(filter: FixedFilter, takes: Takes<typeof coverageContract>): Promise<Answer<typeof coverageContract>>
}

/** What is asked of the rules by which events are judged. */
export interface TeamStore extends ReviewedStore {
  rules: {
    /** The team's file, if there is one. */
    file: string | null
    /** The entries of the team's file as it was read. */
    ofFile: readonly TeamEntry[]
    /** The rules as the file and the journal have them. */
    present(): TeamRules
    /** How much of what is stored is judged again by them, 0 to 1; null if all is. */
    judging(): number | null
    /** The journal holds other rules than before: judges by them from now on, and again what is stored. */
    changed(): void
  }
}
