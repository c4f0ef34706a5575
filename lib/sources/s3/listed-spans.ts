import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Span } from '../lookup-events/reach'

const spans = z.array(z.object({ from: z.int(), to: z.int() }))

/** Of which times of delivery all objects were listed and copied before; none, if that cannot be told. */
export async function readListed(folder: string): Promise<Span[]> {
  const text = await readFile(join(folder, 'listed.json'), 'utf8').catch(() => '[]')
  try {
    return spans.parse(JSON.parse(text))
  } catch {
    return []
  }
}

/** Notes it for another start. Where that fails, the next start lists before it tells. */
export async function writeListed(folder: string, listed: readonly Span[]): Promise<void> {
  const path = join(folder, 'listed.json')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(`${path}.tmp`, JSON.stringify(listed), { mode: 0o600 })
    await rename(`${path}.tmp`, path)
  } catch {
    // A full disk is told of where objects are written.
  }
}
