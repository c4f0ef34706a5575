import 'server-only'
import { sql, type Sql } from '@/lib/engine/sql'

/** Text that JSON writes in one way only. */
const plain = /^[\w .:;,@#$%*+()[\]{}|?!~^-]*$/

const short: Partial<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' }

/**
 * Whether a raw record holds a word, case ignored, however its JSON spells it: as it is, or with what JSON may escape
 * escaped (quotes, backslashes, slashes, markup, everything beyond ASCII).
 */
export function rawHolds(word: string): Sql {
  return plain.test(word) ? sql`positionCaseInsensitive(raw, ${word}) > 0` : sql`match(raw, ${patternOf(word)})`
}

/** A regular expression for all spellings of a word in JSON. */
export function patternOf(word: string): string {
  return `(?i)${[...word].map((character) => (plain.test(character) ? literally(character) : `(?:${spellingsOf(character).join('|')})`)).join('')}`
}

function spellingsOf(character: string): string[] {
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()])
  const escaped = [...cases].map((each) =>
    each.split('').map((unit) => literally(`\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)).join(''))
  const letter = short[character] ?? (/["\\/]/.test(character) ? character : undefined)
  return [literally(character), ...(letter === undefined ? [] : [literally(`\\${letter}`)]), ...escaped].reverse()
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00')
