import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { measureBucket } from './aws-bucket'
import { measureLookups } from './aws-lookups'
import { measureQueue } from './aws-queue'
import type { Report } from './report'

interface Size {
  /** Where all of it lies. */
  folder: string
  /** How long LookupEvents is asked. */
  minutes: number
  /** Small objects in a bucket; of large ones there are a fiftieth as many. */
  objects: number
}

/** Measures what is read from AWS, against emulators of it on this machine, which have the same cores to share. */
export async function measureAws({ folder, minutes, objects }: Size, report: Report, tell: (line: string) => void): Promise<void> {
  const home = join(folder, 'aws')
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  tell('Asking LookupEvents')
  await measureLookups(home, minutes, report)
  tell(`Reading a bucket of ${objects.toLocaleString('en')} small objects`)
  await measureBucket({ home, name: 'small', objects, recordsOfEach: 10 }, report)
  const large = Math.max(1, Math.round(objects / 50))
  tell(`Reading a bucket of ${large.toLocaleString('en')} large objects`)
  await measureBucket({ home, name: 'large', objects: large, recordsOfEach: 2_000 }, report)
  tell('Waiting for what a queue tells')
  await measureQueue(home, report)
  rmSync(home, { recursive: true, force: true })
}
