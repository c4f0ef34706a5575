import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { isObject, valueAt, type Json, type TrailRecord } from '../cloudtrail/record'

/** A log file as it lies in a folder. */
export type DeliveredFile = { path: string; bytes: number; text: string; records: readonly TrailRecord[] }

/** All log files below a folder, digests left out, in the order of their paths. */
export const deliveredIn = (folder: string): DeliveredFile[] =>
  pathsIn(folder)
    .filter((path) => basename(path).includes('_CloudTrail_') && path.endsWith('.json.gz'))
    .map((path) => {
      const text = gunzipSync(readFileSync(path)).toString()
      return { path, bytes: statSync(path).size, text, records: recordsOf(text) }
    })

/** All files below a folder, sorted. */
export const pathsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        // A file that is being written may have got its final name since it was listed.
        .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
        .sort()
    : []

function recordsOf(text: string): TrailRecord[] {
  const envelope: Json = JSON.parse(text)
  const records = valueAt(envelope, 'Records')
  if (!Array.isArray(records)) throw new SyntaxError('a log file holds a list of records')
  return records.filter(isObject)
}
