import 'server-only'
import type { Answer, Contract } from '@/lib/api/contract'
import type { readingListContract, reviewContract } from '@/lib/api/review'
import { searchOf, type Filter, type FixedFilter } from '@/lib/filter/filter'
import { mostRecent } from './most-recent'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/** What answers are made of: they are right for as long as it stays the same. */
export interface Basis {
  /** What is stored: another object whenever that has changed. */
  stored: object
  /** By which rules it is judged, and what is expected of it. */
  judged: string
}

/** Answers that take long and are asked for again, kept until what they are made of has changed. */
export interface Kept<A> {
  get(basis: Basis, question: string): A | undefined
  set(basis: Basis, question: string, answer: A): void
  /** What is being made and nobody may stop: who asks for the same waits for it. */
  underWay: Map<string, Basis & { answer: Promise<A> }>
}

/** Whose review is asked for each morning: zone and accounts. */
export type Desired = Pick<Filter, 'tz' | 'choices'>

/** Answers that a store keeps. */
export interface KeptAnswers {
  review: Kept<Answer<typeof reviewContract>>
  reading: Kept<Answer<typeof readingListContract>>
  /** For whom the review since the last sign-off was asked lately, by zone and accounts. */
  lately: Map<string, Desired>
}

/** As many as a few reviewers work with: some hundred kilobytes each at most. */
const most = 16

export const keptAnswers = (): KeptAnswers => ({ review: kept(), reading: kept(), lately: new Map() })

function kept<A>(): Kept<A> {
  let made: (Basis & { answers: ReturnType<typeof mostRecent<A>> }) | undefined
  return {
    underWay: new Map(),
    get: (basis, question) => (made && isSame(made, basis) ? made.answers.get(question) : undefined),
    set(basis, question, answer) {
      if (!made || !isSame(made, basis)) made = { ...basis, answers: mostRecent<A>(most) }
      made.answers.set(question, answer)
    },
  }
}

export const isSame = (one: Basis, other: Basis): boolean => one.stored === other.stored && one.judged === other.judged

/** What answers of a store are made of at this moment. */
export function basisOf({ engine, covers, version, catalogue, journal }: ReviewedStore): Basis {
  const expected = [...journal.state().expectations.values()].map(({ given, ended }) => [given.seq, ended?.seq])
  return { stored: covers() ?? engine, judged: JSON.stringify([version(), catalogue.version, expected]) }
}

/** An answer that is kept and still right; undefined if there is none. */
export function known<C extends Contract>(keptIn: (kept: KeptAnswers) => Kept<Answer<C>>, { store, filter, takes }: Pick<Question<C, ReviewedStore>, 'store' | 'filter' | 'takes'>): Answer<C> | undefined {
  return keptIn(store.kept).get(basisOf(store), nameOf(filter, takes))
}

const nameOf = (filter: FixedFilter, takes: object) => JSON.stringify([searchOf(filter).toString(), takes])

/** A query that is asked once for the same question, as long as its answer is the same. */
export function keeping<C extends Contract>(keptIn: (kept: KeptAnswers) => Kept<Answer<C>>, query: (question: Question<C, ReviewedStore>) => Promise<Answer<C>>): (question: Question<C, ReviewedStore>) => Promise<Answer<C>> {
  return async (question) => {
    const { store, filter, takes, options } = question
    // This is asked before the query: what comes meanwhile makes it another.
    const basis = basisOf(store)
    const before = known(keptIn, question)
    if (before !== undefined) return before
    const kept = keptIn(store.kept)
    const name = nameOf(filter, takes)
    const shared = kept.underWay.get(name)
    if (shared && isSame(shared, basis)) return shared.answer
    const made = { ...basis, answer: query(question) }
    if (!options.signal && !options.isQuiet) kept.underWay.set(name, made)
    try {
      const answer = await made.answer
      if (isSame(basis, basisOf(store))) kept.set(basis, name, answer)
      return answer
    } finally {
      if (kept.underWay.get(name) === made) kept.underWay.delete(name)
    }
  }
}
