const LONGEST_PATTERN = 200
/** How much of a value a team's pattern sees. With few open repeats, no text of this length takes long. */
export const SEEN_BY_PATTERNS = 1_000
const MOST_OPEN_REPEATS = 2

/**
 * Why a regular expression is not accepted, or undefined if it is: records are written by anybody, and no text in one
 * may make a pattern search for minutes.
 */
export function faultOf(source: string): string | undefined {
  if (source.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters`
  try {
    new RegExp(source)
  } catch {
    return 'is no regular expression'
  }
  const bare = source.replace(/\\[^k1-9]/g, 'x').replace(/\[[^\]]*\]/g, 'x')
  if (/\\[k1-9]|\(\?<?[=!]|\(\?</.test(bare)) return 'looks around or back, which can take too long'
  if (/\)(?:[*+]|\{)/.test(bare)) return 'repeats a group, which can take too long: repeat single characters instead'
  const open = bare.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0
  if (open > MOST_OPEN_REPEATS) return `has more than ${MOST_OPEN_REPEATS} open repeats (* or +), which can take too long`
  return undefined
}

/**
 * The text that every value holds which a pattern matches, or undefined if the pattern names none that a record's JSON
 * is sure to spell the same way and that is long enough to be rare.
 */
export function literalOf(source: string): string | undefined {
  const inner = source.replace(/^\^/, '').replace(/\$$/, '').replace(/\\([./-])/g, '\u0000$1')
  if (!/^(?:[\w :@,=/-]|\u0000[./-])+$/.test(inner)) return undefined
  return needleOf(inner.replaceAll('\u0000', ''))
}

/** A value as a needle, if JSON spells it in one way only and it is long enough to be rare. */
export function needleOf(value: string): string | undefined {
  const isPlain = /^[\w .:@,=/*+<>()-]{6,200}$/.test(value)
  // Numbers are spelled in many ways: 1e6, 1000000, 1e999.
  const isNumber = !Number.isNaN(Number(value)) || !/[A-Za-z]/.test(value) || 'Infinity'.includes(value)
  return isPlain && !isNumber ? value : undefined
}
