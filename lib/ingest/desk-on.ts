import 'server-only'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Settings } from '@/lib/config/settings'
import { openDesk, type Desk } from './desk'

/** For tests: a folder of its own, gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-ingest-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** For tests: settings of a desk on a folder of logs. */
export const settingsOf = (logs: string, data: string, rules?: string): Settings => ({ sources: [{ kind: 'folder', name: 'logs', folder: logs }], data, rules })

/** For tests: a desk on a folder of logs that has loaded all that lies there. */
export async function deskOn(logs: string, data = temporaryFolder()): Promise<Desk> {
  const desk = await openDesk(settingsOf(logs, data))
  onTestFinished(() => desk.close())
  await untilLoaded(desk)
  return desk
}

/** Waits until a desk has loaded what its sources have. */
export async function untilLoaded(desk: Desk): Promise<void> {
  while (desk.health().loading) await setTimeout(10)
}
