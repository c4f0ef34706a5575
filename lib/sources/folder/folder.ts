import { createReadStream, watch as watchFolder, type Dirent } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Source, TrailFile } from '../trail-file'

/** How often a folder is looked at even if nothing was told: not every file system tells. */
const lookEvery = 60_000
const settle = 300

/**
 * A folder of trail files, `.json` and `.json.gz` (and NDJSON under the usual names) at any depth. Links are followed to
 * files, not to folders, so that it never leads out of itself or around in a circle.
 */
export function folderSource({ name, kind, folder }: { name: string; kind: Source['kind']; folder: string }): Source {
  return {
    name,
    kind,
    location: folder,
    async look(signal) {
      const files: TrailFile[] = []
      for await (const location of trailFiles(folder, signal)) {
        const found = await stat(location).catch(() => undefined)
        if (!found?.isFile()) continue
        files.push({ path: relative(folder, location), location, size: found.size, mtime: Math.floor(found.mtimeMs) })
      }
      return files
    },
    read: ({ location }) => createReadStream(location, { highWaterMark: 256 * 1024 }),
    watch(tell) {
      let timer: NodeJS.Timeout | undefined
      const soon = () => {
        clearTimeout(timer)
        timer = setTimeout(tell, settle)
      }
      const often = setInterval(tell, lookEvery)
      const stop = watching(folder, soon)
      return () => {
        clearTimeout(timer)
        clearInterval(often)
        stop()
      }
    },
  }
}

/** Where a folder cannot be watched (too many watches, a file system that does not tell), looking must do. */
function watching(folder: string, tell: () => void): () => void {
  try {
    const watcher = watchFolder(folder, { recursive: true }, tell)
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => undefined
  }
}

const isTrailFile = /\.(json|jsonl|ndjson|log)(\.gz)?$|\.gz$/i

async function* trailFiles(folder: string, signal: AbortSignal, top = true): AsyncGenerator<string> {
  let entries: Dirent[]
  try {
    entries = []
    for await (const entry of await opendir(folder)) entries.push(entry)
  } catch (error) {
    // Below the top, a folder may go while it is looked at; what is missing at the top is a mistake to be told.
    if (top) throw unreadable(folder, error)
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (signal.aborted) return
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* trailFiles(path, signal, false)
    else if (isTrailFile.test(entry.name)) yield path
  }
}

function unreadable(folder: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const why =
    code === 'ENOENT' ? 'There is no such folder' : code === 'ENOTDIR' ? 'That is a file, not a folder' : code === 'EACCES' ? 'Reading it is not permitted' : 'It cannot be read'
  return new Error(`${why}: ${folder}. Give the folder of trail files with --logs.`, { cause: error })
}
