import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { measureBucket } from './aws-bucket'
import { measureLookups } from './aws-lookups'
import { measureQueue } from './aws-queue'
import { startDesk } from './desk'
import type { Report } from './report'

interface Size {
  /** Where all of it lies. */
  folder: string
  /** How long LookupEvents is asked. */
  minutes: number
  /** Small objects in a bucket; of large ones there are a fiftieth as many. */
  objects: number
  browser: Browser
}

/** Measures what is read from AWS, against emulators of it on this machine, which have the same cores to share. */
export async function measureAws({ folder, minutes, objects, browser }: Size, report: Report, tell: (line: string) => void): Promise<void> {
  const home = join(folder, 'aws')
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  tell('Asking LookupEvents')
  await measureLookups(home, minutes, report)
  const idle = await idleSeconds(home)
  tell(`Reading a bucket of ${objects.toLocaleString('en')} small objects`)
  await measureBucket({ home, name: 'small', objects, recordsOfEach: 10, idle }, report)
  const large = Math.max(1, Math.round(objects / 50))
  tell(`Reading a bucket of ${large.toLocaleString('en')} large objects`)
  await measureBucket({ home, name: 'large', objects: large, recordsOfEach: 2_000, idle }, report)
  tell('Waiting for what a queue tells')
  await measureQueue(home, browser, report)
  rmSync(home, { recursive: true, force: true })
}

/** Seconds that a desk takes to start with nothing to read. */
async function idleSeconds(home: string): Promise<number> {
  const logs = join(home, 'empty')
  mkdirSync(logs)
  const desk = await startDesk({ logs, data: join(home, 'idle') })
  await desk.loaded()
  const seconds = (performance.now() - desk.began) / 1_000
  await desk.stop()
  return seconds
}
