import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What a folder of sample logs holds, written when the last log file is in place. */
export const sampleManifest = z.object({
  seed: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Records in all files, second deliveries included. */
  records: z.int(),
  /** Records that are delivered a second time. */
  duplicates: z.int(),
  files: z.int(),
  /** Records that belong to the incidents. */
  incidentRecords: z.int(),
})

export type SampleManifest = z.infer<typeof sampleManifest>

const finished = (out: string) => join(out, 'sample.json')
const unfinished = (out: string) => join(out, 'sample.unfinished.json')

/** Where a folder keeps its logs. */
export const logsIn = (out: string): string => join(out, 'AWSLogs')

/** The manifest of a folder if its sample was generated to the end, or else null. */
export function completedSample(out: string): SampleManifest | null {
  if (!existsSync(finished(out))) return null
  const parsed = sampleManifest.safeParse(JSON.parse(readFileSync(finished(out), 'utf8')))
  return parsed.success ? parsed.data : null
}

/**
 * Makes a folder ready for a new sample. What an earlier or interrupted generation left there is removed.
 * @throws Error if the folder holds logs that no sample made
 */
export function beginSample(out: string): void {
  const ours = existsSync(finished(out)) || existsSync(unfinished(out))
  if (existsSync(logsIn(out)) && !ours) throw new Error(`${logsIn(out)} holds logs that are no sample: choose another folder`)
  mkdirSync(out, { recursive: true })
  writeFileSync(unfinished(out), '{}')
  rmSync(finished(out), { force: true })
  rmSync(logsIn(out), { recursive: true, force: true })
  mkdirSync(logsIn(out))
}

/** Says that a sample is complete. */
export function finishSample(out: string, manifest: SampleManifest): void {
  writeFileSync(`${finished(out)}.tmp`, `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(`${finished(out)}.tmp`, finished(out))
  rmSync(unfinished(out), { force: true })
}
