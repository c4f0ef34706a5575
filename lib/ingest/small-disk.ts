import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './desk-on'

/** For tests: a disk of so many megabytes; undefined where none may be made. */
export function disk(megabytes: number): string | undefined {
  const at = temporaryFolder()
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', at]).status !== 0) return undefined
  onTestFinished(() => void spawnSync('umount', ['-l', at]))
  return at
}

/** For tests: leaves nothing free; answers how to undo that. */
export function fill(at: string): () => void {
  const { bavail, bsize } = statfsSync(at)
  writeFileSync(join(at, 'filler'), Buffer.alloc(bavail * bsize - 4_096))
  try {
    writeFileSync(join(at, 'rest'), Buffer.alloc(65_536))
  } catch {
    // What could still be written is.
  }
  return () => ['filler', 'rest'].forEach((name) => rmSync(join(at, name), { force: true }))
}
