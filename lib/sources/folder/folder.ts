import { createReadStream, watch as watchFolder, type Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Look, Source } from '../trail-file'

/** How often a folder is looked at even if nothing was told: not every file system tells. */
const lookEvery = 60_000
const settle = 300

/**
 * A folder of trail files, `.json` and `.json.gz` (and NDJSON under the usual names) at any depth. Links to files within
 * the folder are followed; a link that leads out of it is not, and links to folders are not, so that nothing goes around
 * in a circle: who packed the logs does not choose what is read of this machine.
 */
export function folderSource({ name, kind, folder }: { name: string; kind: Source['kind']; folder: string }): Source {
  return {
    name,
    kind,
    location: folder,
    async look(signal) {
      const found: Look = { files: [], left: [] }
      const root = await realpath(folder).catch((error: unknown) => {
        throw unreadable(folder, error)
      })
      await lookInto(folder, { folder, root, found, signal })
      return found
    },
    read: ({ location }) => createReadStream(location, { highWaterMark: 256 * 1024 }),
    watch(tell) {
      let timer: NodeJS.Timeout | undefined
      const look = () => tell(false)
      const soon = () => {
        clearTimeout(timer)
        timer = setTimeout(look, settle)
      }
      const often = setInterval(look, lookEvery)
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

interface Walk {
  folder: string
  /** The folder without links. */
  root: string
  found: Look
  signal: AbortSignal
}

async function lookInto(at: string, walk: Walk): Promise<void> {
  const { folder, found, signal } = walk
  const leave = (path: string, reason: string) => void found.left.push({ path: relative(folder, path), reason })
  let entries: Dirent[]
  try {
    entries = await readdir(at, { withFileTypes: true })
  } catch (error) {
    // Below the top, a folder may go while it is looked at; what is missing at the top is a mistake to be told.
    if (at === folder) throw unreadable(folder, error)
    if (codeOf(error) !== 'ENOENT') leave(at, 'the folder cannot be opened')
    return
  }
  const lookAt = async (entry: Dirent) => {
    const path = join(at, entry.name)
    if (entry.isSymbolicLink() && !(await leadsWithin(path, walk))) leave(path, 'the link leads to a folder, out of the folder of logs, or nowhere')
    else if (isTrailFile.test(entry.name)) await take(path, walk)
  }
  const others = entries.filter((entry) => !entry.isDirectory())
  for (let from = 0; from < others.length && !signal.aborted; from += atOnce) await Promise.all(others.slice(from, from + atOnce).map(lookAt))
  for (const entry of entries) if (entry.isDirectory() && !signal.aborted) await lookInto(join(at, entry.name), walk)
}

/** Entries that are looked at side by side: each waits for its turn on the threads that queries use, too. */
const atOnce = 64

async function leadsWithin(path: string, { root }: Walk): Promise<boolean> {
  const target = await realpath(path).catch(() => '')
  return target.startsWith(root + sep) && (await stat(target).catch(() => undefined))?.isFile() === true
}

async function take(location: string, { folder, found }: Walk): Promise<void> {
  const file = await stat(location).catch(() => undefined)
  if (file?.isFile()) found.files.push({ path: relative(folder, location), location, size: file.size, mtime: Math.floor(file.mtimeMs) })
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

function unreadable(folder: string, error: unknown): Error {
  const code = codeOf(error)
  const why =
    code === 'ENOENT' ? 'There is no such folder' : code === 'ENOTDIR' ? 'That is a file, not a folder' : code === 'EACCES' ? 'Reading it is not permitted' : 'It cannot be read'
  return new Error(`${why}: ${folder}. Give the folder of trail files with --logs.`, { cause: error })
}
