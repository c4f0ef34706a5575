import 'server-only'
import { sql, type Sql } from '@/lib/engine/sql'

const pairOrHalf = String.raw`(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}`
const textOrNumber = String.raw`("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)`
/** JSON holds no such character as it is. */
const mark = '\u0001'

/**
 * The engine reads no record at all that holds an integer beyond 64 bits or half of a surrogate pair, and rounds numbers
 * that are no integers. Mended, every number is a text, as it was written, and halves of pairs, which stand for no
 * character, are left out. This takes ten times as long as to read a record: it is for those that need it.
 */
export function mended(json: Sql): Sql {
  const whole = sql`replaceRegexpAll(${json}, ${pairOrHalf}, '\\\\1')`
  // A replacement cannot tell which alternative was found: marks stand around numbers, and next to each other behind texts.
  const marked = sql`replaceRegexpAll(${whole}, ${textOrNumber}, ${`\\1${mark}\\2${mark}`})`
  return sql`replaceAll(replaceAll(${marked}, ${mark + mark}, ''), ${mark}, '"')`
}
