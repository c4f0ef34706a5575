import 'server-only'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { openChdb } from '@/lib/engine/chdb'
import type { Engine } from '@/lib/engine/engine'
import { migrate } from '@/lib/engine/schema'
import { openLedger } from './ledger'
import { recover } from './settle'

const told = z.object({ records: z.int() })

/**
 * For tests: loads in a process of its own until that is killed, or done.
 * @param given a folder of logs, or sources as JSON
 * @returns how many events it had acknowledged, and whether it was done
 */
export async function loadUntilKilled(given: string, data: string, milliseconds: number, env: NodeJS.ProcessEnv = process.env): Promise<{ acknowledged: number; isDone: boolean }> {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(import.meta.dirname, 'load-and-tell.ts'), given, data], { stdio: ['ignore', 'pipe', 'inherit'], env })
  let out = ''
  child.stdout.on('data', (text) => {
    out += String(text)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const isDone = await Promise.race([ended.then((code) => code === 0), setTimeout(milliseconds, false)])
  child.kill('SIGKILL')
  await ended
  const last = out.split('\n').slice(0, -1).at(-1)
  return { acknowledged: last === undefined ? 0 : told.parse(JSON.parse(last)).records, isDone }
}

/** For tests: what a start finds in a data folder: what `look` finds in the store, and how many events the ledger says there are. */
export async function foundAtStart<T>(data: string, look: (engine: Engine) => Promise<T>): Promise<{ stored: T; ledger: number }> {
  const engine = openChdb({ folder: join(data, 'store'), readers: 1 })
  try {
    await migrate(engine)
    const ledger = openLedger(data)
    await recover({ engine, ledger })
    return { stored: await look(engine), ledger: [...ledger.files()].reduce((sum, { records }) => sum + records, 0) }
  } finally {
    await engine.close()
  }
}
