import { expect, it } from 'vitest'
import { openLedger, type BatchEntry } from './ledger'
import { disk, fill } from './small-disk'

const entry = (batch: number): BatchEntry => ({
  batch, at: '2026-03-01T00:00:00.000Z', quarantine: [], differing: [],
  files: Array.from({ length: 2_000 }, (_, index) => ({ file: batch * 10_000 + index, source: 's3', path: `${batch}/${index}.json.gz`, size: 100, mtime: 1, records: 1, duplicates: 0, quarantined: 0 })),
})

it('stays whole when the disk is full in the middle of a line, and goes on when there is room', ({ skip }) => {
  const small = disk(4)
  if (small === undefined) return skip('a small disk takes the right to mount one')
  const ledger = openLedger(small)
  ledger.append(entry(1))
  const free = fill(small)
  expect(() => ledger.append(entry(2))).toThrow('ENOSPC')
  expect(ledger.batch()).toBe(1)
  free()
  ledger.append(entry(2))
  expect([...openLedger(small).files()]).toHaveLength(4_000)
})
