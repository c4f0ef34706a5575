import 'server-only'
import type { SourceState } from '@/lib/api/sources'
import type { LeftOut } from '@/lib/sources/trail-file'

/** How far a source has come; its counts are the ledger's. */
export interface Progress {
  state: Exclude<SourceState['state'], 'paused'>
  problem: string | null
  files: { found: number; read: number }
  bytes: { found: number; read: number }
  recordsPerSecond: number | null
  secondsLeft: number | null
  lastLook: string | null
  /** Delivery of the newest file that waits to be read, in seconds since 1970; null if none waits. */
  waiting: number | null
  /** Files that it has and that are not read, and why. */
  skipped: readonly LeftOut[]
}

/** Before the first look. */
export const untouched = (): Progress => ({
  state: 'waiting',
  problem: null,
  files: { found: 0, read: 0 },
  bytes: { found: 0, read: 0 },
  recordsPerSecond: null,
  secondsLeft: null,
  lastLook: null,
  waiting: null,
  skipped: [],
})

/** Measures how fast a load goes, from its beginning. */
export function speedometer(bytesToRead: number) {
  const began = performance.now()
  let records = 0
  let bytes = 0
  return {
    add(moreRecords: number, moreBytes: number): { recordsPerSecond: number; secondsLeft: number | null } {
      records += moreRecords
      bytes += moreBytes
      const seconds = Math.max(0.001, (performance.now() - began) / 1000)
      const left = bytes > 0 ? ((bytesToRead - bytes) / bytes) * seconds : null
      return { recordsPerSecond: Math.round(records / seconds), secondsLeft: left === null ? null : Math.max(0, Math.round(left)) }
    },
  }
}
