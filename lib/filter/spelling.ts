/**
 * How values are spelled in the URL. `!` before a value excludes it, `*` stands for any text, `none` and `any` for
 * a field that is missing or present; a backslash takes these their meaning, so that every text can be asked for.
 */

/** The spelling that matches exactly this text ('' is spelled `none`). */
export function literal(text: string): string {
  return text === '' ? 'none' : guarded(text.replace(/[\\*]/g, '\\$&'))
}

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
