import 'server-only'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { plainPath, sql, type Sql } from '@/lib/engine/sql'

/** Where files lie under their numbers, a folder a batch, so that the engine reads them by a path that is safe in SQL. */
export interface StagingFolder {
  /** An empty folder for the files of a batch. */
  batch(): Promise<StagedFiles>
  close(): void
}

/** The files of one batch that the engine may read itself. */
export interface StagedFiles {
  hold(file: number, location: string, compression: 'gzip' | 'none'): Promise<void>
  /** How many are held. */
  size(): number
  /** Rows `file`, `raw` of all files held, the records byte for byte as they stand in a file that CloudTrail wrote. */
  records(): Sql
  /** Takes one file, or all, away again; the files themselves stay where they are. */
  drop(file?: number): Promise<void>
}

/**
 * Makes the staging folder of a data folder, empty.
 * @throws Error of the file system
 */
export function openStagingFolder(data: string): StagingFolder {
  const folder = resolve(data, 'staging')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { path, remove } = safely(folder)
  let batches = 0
  return {
    async batch() {
      batches += 1
      const name = `batch-${batches}`
      await mkdir(join(folder, name))
      return stagedFiles(join(folder, name), plainPath(join(path, name, '*')))
    },
    close() {
      rmSync(folder, { recursive: true, force: true })
      remove()
    },
  }
}

function stagedFiles(folder: string, pattern: Sql): StagedFiles {
  const links = new Map<number, string>()
  return {
    async hold(file, location, compression) {
      const link = join(folder, `${file}.json${compression === 'gzip' ? '.gz' : ''}`)
      // A hard link would change what the file system says of the file itself (its ctime), and wake who watches it.
      await symlink(resolve(location), link)
      links.set(file, link)
    },
    // What stands between the records is exactly these and a comma, or the engine throws (see sniff.ts).
    records: () => sql`
      SELECT toUInt32(splitByChar('.', _file)[1]) AS file, raw FROM file(${pattern}, CustomSeparated, 'raw String')
      SETTINGS format_custom_escaping_rule = 'JSON', format_custom_result_before_delimiter = '{"Records":[',
        format_custom_result_after_delimiter = ']}', format_custom_row_between_delimiter = ',', format_custom_row_before_delimiter = '',
        format_custom_row_after_delimiter = '', format_custom_field_delimiter = '', input_format_json_read_objects_as_strings = 1`,
    size: () => links.size,
    async drop(file) {
      const link = file === undefined ? folder : links.get(file)
      if (link !== undefined) await rm(link, { recursive: true, force: true })
      if (file === undefined) links.clear()
      else links.delete(file)
    },
  }
}

/** The folder by a path for SQL; where its name has unusual characters, through a link that has none. */
function safely(folder: string): { path: string; remove: () => void } {
  try {
    plainPath(folder)
    return { path: folder, remove: () => undefined }
  } catch {
    const parent = mkdtempSync(join(tmpdir(), 'traildesk-'))
    symlinkSync(folder, join(parent, 'staging'))
    return { path: join(parent, 'staging'), remove: () => rmSync(parent, { recursive: true, force: true }) }
  }
}
