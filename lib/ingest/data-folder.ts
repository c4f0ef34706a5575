import 'server-only'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Settings } from '@/lib/config/settings'

const belonging = z.object({ kind: z.enum(['sample', 'folder', 'lookup', 's3']), logs: z.string() })

/**
 * Makes the data folder, or finds it made for the same logs: a store never mixes those of two.
 * @throws Error that says which logs it belongs to
 */
export function claimDataFolder({ data, logs, kind }: Pick<Settings, 'data' | 'logs' | 'kind'>): void {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const path = join(data, 'belongs-to.json')
  const real = existsSync(logs) ? realpathSync(logs) : logs
  if (!existsSync(path)) {
    writeFileSync(`${path}.tmp`, JSON.stringify({ kind, logs: real }))
    renameSync(`${path}.tmp`, path)
    return
  }
  const present = belonging.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!present.success) throw new Error(`${path} cannot be read. Restore it, or give another folder with --data.`)
  if (present.data.kind === kind && present.data.logs === real) return
  const whose = present.data.kind === 'sample' ? 'the sample logs' : present.data.kind === 'lookup' || present.data.kind === 's3' ? 'what was read from AWS' : present.data.logs
  throw new Error(`The data folder ${data} belongs to ${whose}, and logs of two places are never mixed. Give another folder with --data.`)
}
