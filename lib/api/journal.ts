import { z } from 'zod'
import { entry } from '@/lib/journal/entry'
import { contract } from './contract'

export const journalContract = contract('/api/journal', {
  summary: 'What was entered in the journal, newest first',
  filtered: false,
  takes: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    before: z.coerce.number().int().min(1).max(1_000_000_000).optional().describe('only entries before this one, by its number'),
  }),
  answers: z.object({
    version: z.int().describe('the number of the last entry: another whenever something was entered'),
    head: z.string().describe('the hash of the last entry. Noted elsewhere, it proves later that none is missing'),
    entries: z.array(z.object({ hash: z.string(), entry })),
    problems: z.array(z.string()).describe('what was wrong when the desk was started'),
  }),
})

export const journalCheckContract = contract('/api/journal/check', {
  summary: 'Reads the journal from its first byte to its last and proves it whole',
  filtered: false,
  takes: z.object({}),
  answers: z.object({
    whole: z.boolean(),
    entries: z.int(),
    bytes: z.int(),
    head: z.string(),
    faults: z.array(z.object({ line: z.int(), entry: z.string().nullable().describe('its number, kind, writer and time'), what: z.string() })),
    cutOff: z.int().describe('bytes after the last entry'),
  }),
})
