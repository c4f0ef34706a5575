import 'server-only'
import { createHash } from 'node:crypto'

/** Remembers what was asked for last, so many answers at most. Names may be long: their hashes are kept. */
export function mostRecent<T>(most: number) {
  const answers = new Map<string, T>()
  const hash = (name: string) => createHash('sha256').update(name).digest('base64')
  const set = (name: string, answer: T) => {
    answers.delete(name)
    answers.set(name, answer)
    const [oldest] = answers.keys()
    if (answers.size > most && oldest !== undefined) answers.delete(oldest)
  }
  return {
    get(name: string): T | undefined {
      const key = hash(name)
      const answer = answers.get(key)
      if (answer !== undefined) set(key, answer)
      return answer
    },
    set: (name: string, answer: T) => set(hash(name), answer),
    forget: (name: string) => void answers.delete(hash(name)),
  }
}
