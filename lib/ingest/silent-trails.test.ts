import { expect, it } from 'vitest'
import { countIn, type DeliveriesByPlace } from '@/lib/sources/evidence'
import { silenceInWords, silentTrails } from './silent-trails'
import type { AtWork } from './witnesses'

const start = Date.parse('2026-03-02T00:00:00Z') / 1_000
const hour = 3_600

/** A trail on a clock of its own: it delivers to two regions, one busy, one quiet, and the bucket is listed every minute. */
function trail() {
  const found: DeliveriesByPlace = new Map()
  let now = start
  let isLogging = true
  const deliver = (region: string) => countIn(found, `111122223333_CloudTrail_${region}_${new Date(now * 1_000).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z_x.json.gz`)
  return {
    pass(hours: number) {
      for (const end = now + hours * hour; now < end; now += 600) {
        if (isLogging) deliver('eu-west-1')
        if ((now - start) % (40 * hour) === 0) deliver('sa-east-1')
      }
    },
    log: (logs: boolean) => void (isLogging = logs),
    silent: (more: Partial<AtWork> & { listedTo?: number; problem?: string } = {}) =>
      silentTrails({
        source: { name: 's3' }, stored: new Map(), isPaused: false, progress: { state: 'watching', waiting: null, lastLook: null, problem: null, skipped: [] },
        evidence: { kind: 'bucket', place: 's3://trail', found, failed: new Map(), listed: [{ from: start - 90 * 24 * hour, to: more.listedTo ?? now }], listedBefore: [], since: start - 90 * 24 * hour, problem: more.problem }, ...more,
      }, now),
    now: () => now,
  }
}

it('notices after an hour that a trail stops where it is busy, never minds a quiet region, and forgets it when it delivers again', () => {
  const { pass, log, silent } = trail()
  for (let days = 0; days < 10; days += 1) {
    pass(24)
    expect(silent(), `after ${days + 1} days`).toEqual([])
  }
  log(false)
  pass(0.6)
  expect(silent()).toEqual([])
  pass(1)
  expect(silent()).toEqual([{ place: 's3://trail', account: '111122223333', region: 'eu-west-1', since: start + 10 * 24 * hour }])
  expect(silenceInWords(silent())).toEqual([expect.stringMatching(/^A trail has stopped: nothing new of account 111122223333, eu-west-1 in s3:\/\/trail since 2026-03-12 00:00 UTC/)])
  pass(30)
  expect(silent()).toHaveLength(1)
  log(true)
  // The first file after it ends it, in the same quarter of an hour.
  pass(0.1)
  expect(silent()).toEqual([])
})

it('says nothing of a bucket that is paused, is not reached, or was not listed of late', () => {
  const { pass, log, silent, now } = trail()
  pass(240)
  log(false)
  pass(4)
  expect(silent()).toHaveLength(1)
  expect(silent({ isPaused: true })).toEqual([])
  expect(silent({ problem: 'AWS did not answer' })).toEqual([])
  expect(silent({ listedTo: now() - hour })).toEqual([])
})
