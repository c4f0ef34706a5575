import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliveredIn } from './delivered'
import { generateSample } from './generate'
import { statisticsOf, type Statistics } from './statistics'

const samples = '../shared/samples'
const out = mkdtempSync(join(tmpdir(), 'traildesk-sample-'))
afterAll(() => rmSync(out, { recursive: true, force: true }))

type Measured = Statistics & { gzipRatio: number }

function measured(folder: string): Measured {
  const files = deliveredIn(folder)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const text = files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0)
  return { ...statisticsOf(files.flatMap((file) => file.records)), gzipRatio: bytes / text }
}

describe('a sample, seen from afar', () => {
  let made: Measured
  beforeAll(async () => {
    await generateSample({ out, records: 60_000, to: new Date('2026-03-31T09:17:00Z'), workers: 0 })
    made = measured(out)
  })

  it('fails, looks and repeats itself as often as logs do', () => {
    expect(made.errors).toBeGreaterThan(0.05)
    expect(made.errors).toBeLessThan(0.1)
    expect(made.reads).toBeGreaterThan(0.78)
    expect(made.reads).toBeLessThan(0.95)
    expect(made.fold).toBeGreaterThan(5)
    expect(made.fold).toBeLessThan(8)
  })

  it('is like real logs in the size of records, in how they shrink, and in who acts', (context) => {
    if (!existsSync(samples)) context.skip(`no real logs in ${samples}`)
    const real = [measured(join(samples, 'one-hour')), measured(join(samples, 'many-accounts'))]
    const between = (value: number, of: (each: Measured) => number, slack: number) => {
      expect(value).toBeGreaterThan(Math.min(...real.map(of)) - slack)
      expect(value).toBeLessThan(Math.max(...real.map(of)) + slack)
    }
    between(made.meanBytes, (each) => each.meanBytes, 100)
    between(made.medianBytes, (each) => each.medianBytes, 100)
    between(made.gzipRatio, (each) => each.gzipRatio, 0.012)
    between(made.errors, (each) => each.errors, 0.05)
    between(made.reads, (each) => each.reads, 0.13)
    for (const type of ['IAMUser', 'AssumedRole', 'AWSService', 'Root', '']) {
      between(made.types.get(type) ?? 0, (each) => each.types.get(type) ?? 0, 0.02)
    }
    expect(made.fold).toBeGreaterThan(0.8 * (real[0]?.fold ?? 0))
  })
})
