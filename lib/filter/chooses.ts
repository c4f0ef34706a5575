import type { Choice } from './filter'
import { wanted } from './spelling'

/** Whether a choice, with wildcards, takes a text: as `spelledAs` asks of a column, but in memory. */
export function chooses(choice: Choice | undefined, text: string): boolean {
  if (!choice) return true
  const { include, exclude } = choice
  return (include.length === 0 || include.some((spelling) => isSpelled(spelling, text))) && !exclude.some((spelling) => isSpelled(spelling, text))
}

function isSpelled(spelling: string, text: string): boolean {
  const want = wanted(spelling)
  if (want.kind !== 'text') return (text === '') === (want.kind === 'none')
  const [first = '', ...rest] = want.parts
  if (rest.length === 0) return text === first
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}
