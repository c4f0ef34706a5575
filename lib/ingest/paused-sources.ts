import 'server-only'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const paused = z.record(z.string(), z.iso.datetime())

/** Which sources are paused, and since when. It is written down: another start finds them paused. */
export interface PausedSources {
  since(source: string): string | undefined
  /** @throws Error of the file system */
  pause(source: string): void
  resume(source: string): void
}

/** What cannot be read pauses nothing. */
export function openPausedSources(folder: string): PausedSources {
  const path = join(folder, 'paused.json')
  const all = new Map(Object.entries(read(path)))
  const write = () => {
    writeFileSync(`${path}.tmp`, JSON.stringify(Object.fromEntries(all)), { mode: 0o600 })
    renameSync(`${path}.tmp`, path)
  }
  return {
    since: (source) => all.get(source),
    pause(source) {
      if (all.has(source)) return
      all.set(source, new Date().toISOString())
      write()
    },
    resume(source) {
      if (all.delete(source)) write()
    },
  }
}

function read(path: string): z.output<typeof paused> {
  try {
    return existsSync(path) ? paused.parse(JSON.parse(readFileSync(path, 'utf8'))) : {}
  } catch {
    return {}
  }
}
