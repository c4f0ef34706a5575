import { availableParallelism } from 'node:os'
import { accountsOf } from './estate'
import { workHere, workOnThreads } from './crew'
import { deliverDigest } from './delivery'
import { daysOf, type Job, type Progress } from './job'
import { beginSample, finishSample, type SampleManifest } from './manifest'

/** The seed of the sample that a first start shows, and of INCIDENTS.md. */
export const defaultSeed = 'traildesk'

/** What `generateSample` takes. */
export type SampleOptions = {
  /** The folder that gets `AWSLogs/` and, when all is done, `sample.json`. */
  out: string
  /** Records in all files, those delivered twice counted twice. */
  records?: number
  days?: number
  seed?: number | string
  /** When the logs end; rounded down to the minute. */
  to: Date
  /** Threads to work on; 0 works in this one and lets others have their turn. */
  workers?: number
  onProgress?: (done: number, total: number) => void
}

/**
 * Makes the logs of an invented company, in the layout of a trail's bucket. The window and the seed decide every byte.
 * Each file appears whole; `completedSample` tells whether all are there.
 * @throws Error if the folder holds logs that no sample made
 */
export async function generateSample({
  out,
  records = 150_000,
  days = 30,
  seed = defaultSeed,
  to,
  workers = availableParallelism(),
  onProgress,
}: SampleOptions): Promise<SampleManifest> {
  const end = Math.floor(to.getTime() / 60_000) * 60_000
  const job: Job = { out, seed: String(seed), from: end - days * 86_400_000, to: end, records }
  const plan = daysOf(job)
  beginSample(out)

  const sum: Progress = { records: 0, files: 0, duplicates: 0 }
  const tally = (progress: Progress) => {
    sum.records += progress.records
    sum.files += progress.files
    sum.duplicates += progress.duplicates
    onProgress?.(sum.records, records)
  }
  if (workers === 0) await workHere(job, plan, tally)
  else await workOnThreads(job, plan.days.length, workers, tally)
  for (const { id } of accountsOf(job.seed)) deliverDigest(out, id, new Date(end))

  const manifest = {
    seed: job.seed,
    from: new Date(job.from).toISOString(),
    to: new Date(job.to).toISOString(),
    ...sum,
    incidentRecords: plan.incidentRecords,
  }
  finishSample(out, manifest)
  return manifest
}
