import { expect, it } from 'vitest'
import type { CoverState } from '@/lib/api/coverage'
import { coverageWords } from './coverage-words'

const whole = (...spans: [from: string, to: string, state: CoverState][]) => spans.map(([from, to, state]) => ({ from: `2026-03-${from}:00.000Z`, to: `2026-03-${to}:00.000Z`, state, why: '', places: 1 }))
const words = (spans: ReturnType<typeof whole>, tz = 'UTC') =>
  coverageWords({ to: spans.at(-1)?.to ?? '', whole: spans, completeTo: spans.findLast(({ state }) => state === 'complete')?.to ?? null }, tz)

it('says how far the coverage reaches, and what is missing before', () => {
  expect(words(whole(['01T00:00', '01T14:00', 'complete']))).toBe('complete')
  expect(words(whole(['01T00:00', '01T14:05', 'complete'], ['01T14:05', '01T15:00', 'provisional']))).toBe('complete to 14:05, then provisional')
  expect(words(whole(['01T00:00', '01T14:05', 'complete'], ['01T14:05', '01T15:00', 'provisional']), 'Asia/Tokyo')).toBe('complete to Sun 1 Mar 23:05, then provisional')
  expect(words(whole(['01T00:00', '01T14:05', 'complete'], ['01T14:05', '03T15:00', 'missing']))).toBe('complete to Sun 1 Mar 14:05, then missing')
  expect(words(whole(['01T00:00', '01T03:00', 'complete'], ['01T03:00', '01T06:00', 'missing'], ['01T06:00', '01T14:00', 'complete'], ['01T14:00', '01T15:00', 'fetching']))).toBe('complete to 14:00, then being fetched; 3 h missing before')
  expect(words(whole(['01T00:00', '01T11:45', 'complete'], ['01T11:45', '01T15:00', 'missing'], ['01T15:00', '01T15:05', 'fetching']))).toBe('complete to 11:45, then missing')
  expect(words(whole(['01T00:00', '01T00:15', 'failed'], ['01T00:15', '01T06:00', 'complete']))).toBe('complete but for 15 min failed')
  expect(words(whole(['01T00:00', '01T01:00', 'missing'], ['01T01:00', '01T06:00', 'missing']))).toBe('missing')
  expect(words(whole(['01T00:00', '01T01:00', 'missing'], ['01T01:00', '01T06:00', 'provisional']))).toBe('provisional; 1 h missing')
})
