import 'server-only'
import { all, any, joined, sql, type Sql } from '@/lib/engine/sql'
import type { Field, FieldPath } from './field'
import { mended } from './mended-sql'
import { wanted } from './spelling'

/**
 * Whether a record holds such a value at such a place. Texts are compared as they are meant, numbers as they are written
 * or in short (1.50 is also 1.5), `true` and `false` by their names; objects and arrays are `any`thing, but no text. With `[]`, one element suffices.
 *
 * Almost all records are told off by a search for the path's last key and for a piece of the value; only what is left is
 * read as JSON.
 * @param spelledAs whether a text is as a spelling asks for
 */
export function fieldIs({ path, value }: Field, spelledAs: (text: Sql, spelling: string) => Sql): Sql {
  const want = wanted(value)
  if (want.kind === 'none') return sql`NOT (${fieldIs({ path, value: 'any' }, spelledAs)})`
  const [first = '', ...rest] = want.kind === 'text' ? want.parts : ['']
  // As with every parameter, what is missing is an empty text, which wildcards alone match.
  if (want.kind === 'text' && first === '' && rest.every((part) => part === '')) return sql`1`
  const parts = want.kind === 'text' ? want.parts : []
  return all([...hints(path, parts), holds(path, parts, (text) => spelledAs(text, value))])
}

/**
 * Whether a text at this place passes: as the engine reads the record, or else as it is read when mended. Mending takes
 * long, so only what the engine cannot read at all is mended and, for a number that it would write in another way
 * (1.50, 1E3), what holds the number as it is asked for.
 */
function holds(path: FieldPath, parts: readonly string[], passes: (text: Sql) => Sql): Sql {
  const mayBeNested = parts.length > 0 && /^([[{]|$)/.test(parts[0] ?? '')
  const is = ({ text, type }: Value) => (mayBeNested ? all([passes(text), sql`${type} NOT IN ('Object', 'Array')`]) : passes(text))
  const isNumber = parts.length === 1 && /^-?(\d+\.\d+|\d+(\.\d+)?[eE][+-]?\d+|0)$/.test(parts[0] ?? '') && parts[0] !== '0'
  const inMended = someValueAt(mended(sql`raw`), path, is)
  return any([someValueAt(sql`raw`, path, is), isNumber ? inMended : all([sql`NOT isValidJSON(raw)`, inMended])])
}

/** A value in a record: its text, and the engine's name of its type. */
interface Value {
  text: Sql
  type: Sql
}

/** Whether a value at this place, as the engine reads it, passes. */
function someValueAt(json: Sql, [first = [], ...deeper]: FieldPath, passes: (value: Value) => Sql): Sql {
  const last = deeper.at(-1)
  if (!last) return passes(valueIn(json, first))
  const elements = deeper.slice(0, -1).reduce(
    (outer, keys) => sql`arrayFlatten(arrayMap(x -> JSONExtractArrayRaw(x${steps(keys)}), ${outer}))`,
    sql`JSONExtractArrayRaw(${json}${steps(first)})`,
  )
  return sql`arrayExists(x -> ${passes(valueIn(sql`x`, last))}, ${elements})`
}

/** The engine gives an object or an array as its JSON; nothing, and what is null, as an empty text. */
const valueIn = (json: Sql, keys: readonly string[]): Value => ({
  text: sql`JSONExtract(${json}${steps(keys)}, 'String')`,
  type: sql`JSONType(${json}${steps(keys)})`,
})

const steps = (keys: readonly string[]): Sql => joined(keys.map((key) => sql`, ${key}`), sql``)

/** Characters of which JSON has no other spelling than by their number. */
const plain = /[\w .:;,@#$%*+()[\]{}|?!~^-]+/g

/** What a record must hold, as bytes, to have such a value; what could be spelled in another way is no hint. */
function hints(path: FieldPath, parts: readonly string[]): Sql[] {
  const key = path.flat().at(-1) ?? ''
  const inKey = longest(pieces(key))
  const inValue = longest(parts.flatMap(pieces))
  return [...(inValue === '' ? [] : [rawHas(inValue)]), ...(inKey === '' ? [] : [rawHas(inKey === key ? `"${key}"` : inKey)])]
}

/** Any character may be spelled by its number: a record that has plain ones spelled so is read in any case. */
const rawHas = (bytes: string): Sql => sql`multiSearchAny(raw, ${[bytes, '\\u00']})`

const pieces = (text: string): string[] => text.match(plain) ?? []
const longest = (texts: readonly string[]): string => texts.reduce((most, text) => (text.length > most.length ? text : most), '')
