/** Any JSON value, as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** One CloudTrail record, parsed. Nothing is promised of its fields: real logs lack, mask and misspell each of them. */
export type TrailRecord = { [key: string]: Json }

/**
 * Parses the text of one record.
 * @throws SyntaxError if it is not JSON, or not a JSON object
 */
export function parseRecord(raw: string): TrailRecord {
  const value: Json = JSON.parse(raw)
  if (!isObject(value)) throw new SyntaxError('a record is a JSON object')
  return value
}

/** Whether a JSON value is an object (and neither null nor an array). */
export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of keys, or undefined where any step of it is missing or no object. */
export function valueAt(record: Json | undefined, ...path: string[]): Json | undefined {
  let value = record
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** The scalar at a path as text: strings as they are, numbers and booleans spelled out; '' for all else. */
export function textAt(record: Json | undefined, ...path: string[]): string {
  const value = valueAt(record, ...path)
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
