import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readContainer } from '@/lib/cloudtrail/container'
import { parseRecord, type TrailRecord } from '@/lib/cloudtrail/record'

/** Real logs that lie beside the project on some machines; tests that read them are skipped elsewhere. */
export const sharedFolder = join(process.cwd(), '../shared')
export const isSharedAbsent = !existsSync(join(sharedFolder, 'samples'))
export const titleOf = (what: string) => (isSharedAbsent ? `${what} (skipped: ../shared is absent)` : what)

export interface RawRecord {
  raw: string
  record: TrailRecord
}

/** All records in the files below a folder, with their text. */
export async function recordsIn(folder: string): Promise<RawRecord[]> {
  const records: RawRecord[] = []
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files) {
    for await (const piece of readContainer(createReadStream(join(file.parentPath, file.name)))) {
      if (piece.kind === 'record') records.push({ raw: piece.raw, record: parseRecord(piece.raw) })
    }
  }
  return records
}
