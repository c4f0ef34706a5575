/**
 * How values are spelled in the URL. `!` before a value excludes it, `*` stands for any text, `none` and `any` for
 * a field that is missing or present; a backslash takes these their meaning, so that every text can be asked for.
 */

/** Characters that a spelling may have: a URL has to hold it. */
export const longestSpelling = 2_000
/** Characters of a longer text that are asked for. */
const asked = 900

/**
 * The spelling that matches exactly this text ('' is spelled `none`). Of one that is too long for a URL, as only somebody
 * makes it who wants not to be found, it is the beginning, and whatever follows.
 */
export function literal(text: string): string {
  if (text === '') return 'none'
  const spelled = guarded(exactly(text))
  return spelled.length <= longestSpelling ? spelled : `${guarded(exactly(text.slice(0, asked).replace(/[\ud800-\udbff]$/, '')))}*`
}

const exactly = (text: string) => text.replace(/[\\*]/g, '\\$&')

/** A spelling without wildcards, as free text takes it: only a leading `!` and the two keywords are guarded. */
export function guarded(text: string): string {
  return /^\\*(!|none$|any$)/.test(text) ? `\\${text}` : text
}

/** What a spelling asks for: a field that is missing, that is present, or a text in parts between wildcards. */
export type Wanted = { kind: 'none' } | { kind: 'any' } | { kind: 'text'; parts: string[] }

/** Reads a spelling with wildcards. `parts` has one entry more than there are wildcards. */
export function wanted(spelling: string): Wanted {
  if (spelling === 'none' || spelling === 'any') return { kind: spelling }
  const text = unguarded(spelling)
  const parts = ['']
  for (const [token] of text.matchAll(/\\[\\*]|[^]/g)) {
    if (token === '*') parts.push('')
    else parts[parts.length - 1] += token.length === 2 && token.startsWith('\\') ? token.slice(1) : token
  }
  return { kind: 'text', parts }
}

/** Takes off the backslash that guards a leading `!` or a keyword. */
export function unguarded(spelling: string): string {
  return /^\\+(!|none$|any$)/.test(spelling) ? spelling.slice(1) : spelling
}

/** Words of a free text: quoted phrases are kept together, without their quotes. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([word, phrase]) => phrase ?? word).filter((word) => word !== '')
}
