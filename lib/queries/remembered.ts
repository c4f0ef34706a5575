import 'server-only'
import type { QueryOptions } from '@/lib/engine/engine'
import type { FixedFilter } from '@/lib/filter/filter'
import { mostRecent } from './most-recent'

/**
 * Remembers answers, so many at most, until what is stored changes: every panel of a page asks some things alike, at the
 * same time.
 */
export function remembering<T>(most: number) {
  // What a store tells of its span is another object whenever anything that is stored has changed.
  const known = new WeakMap<object, ReturnType<typeof mostRecent<Promise<T>>>>()
  return ({ covers }: Pick<FixedFilter, 'covers'>, question: string, options: QueryOptions, ask: (options: QueryOptions) => Promise<T>): Promise<T> => {
    if (!covers) return ask(options)
    const answers = known.get(covers) ?? mostRecent<Promise<T>>(most)
    known.set(covers, answers)
    const before = answers.get(question)
    if (before) return before
    // Others may wait for it: whoever asked first cannot stop it.
    const answer = ask({ ...(options.seconds !== undefined && { seconds: options.seconds }) })
    answer.catch(() => answers.forget(question))
    answers.set(question, answer)
    return answer
  }
}
