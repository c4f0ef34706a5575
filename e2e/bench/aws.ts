import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { measureBucket } from './aws-bucket'
import { measureLookups } from './aws-lookups'
import { measureQueue } from './aws-queue'
import type { ofAws } from './options'
import type { Report } from './report'

interface Size {
  /** Which of its parts are measured. */
  only: (part: (typeof ofAws)[number]) => boolean
  /** Where all of it lies. */
  folder: string
  /** How long LookupEvents is asked. */
  minutes: number
  /** Small objects in a bucket; of large ones there are a fiftieth as many. */
  objects: number
}

/** Measures what is read from AWS, against emulators of it on this machine, which have the same cores to share. */
export async function measureAws({ only, folder, minutes, objects }: Size, report: Report, tell: (line: string) => void): Promise<void> {
  const home = join(folder, 'aws')
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  if (only('lookups')) {
    tell('Asking LookupEvents')
    await measureLookups(home, minutes, report)
  }
  if (only('bucket')) {
    tell(`Reading a bucket of ${objects.toLocaleString('en')} small objects`)
    await measureBucket({ home, name: 'small', objects, recordsOfEach: 10 }, report)
    const large = Math.max(1, Math.round(objects / 50))
    tell(`Reading a bucket of ${large.toLocaleString('en')} large objects`)
    await measureBucket({ home, name: 'large', objects: large, recordsOfEach: 2_000 }, report)
  }
  if (only('queue')) {
    tell('Waiting for what a queue tells')
    await measureQueue(home, report)
  }
  rmSync(home, { recursive: true, force: true })
}
