import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Failure } from '@/lib/api/failure'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { journalFile } from '@/lib/journal/chain'
import { openJournal } from '@/lib/journal/journal'
import { itemOf } from '@/lib/journal/some-entries'
import { arrive } from './arriving'
import { asking, reviewedStore } from './asking'
import { calendar } from './calendar'
import { decide, decisions } from './decisions'
import { signOff, signOffs } from './sign-offs'
import type { ReviewedStore } from './store'
import { total } from './total'

const day = 86_400_000
const reviewers = ['mara', 'jo'] as const
const items = ['a', 'b', 'c'] as const
const verdicts = ['expected', 'suspicious', 'done', 'undo'] as const

const press = fc.record({ by: fc.constantFrom(...reviewers), id: fc.constantFrom(...items), verdict: fc.constantFrom(...verdicts) })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('press' as const), presses: fc.array(press, { minLength: 1, maxLength: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('arrive' as const), hours: fc.array(fc.integer({ min: 0, max: 47 }), { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign' as const), by: fc.constantFrom(...reviewers) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), isCut: fc.boolean() }) },
)

const record = (eventID: string, at: number) => ({
  eventID, eventTime: new Date(at).toISOString().replace('.000Z', 'Z'), eventSource: 's3.amazonaws.com', eventName: 'GetObject', recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333' },
})

it('finds the journal whole, no decision lost and every late record told, however reviewers, late records and restarts interleave', { timeout: 240_000, retry: 0 }, async () => {
  const base = await reviewedStore([record('first', Date.UTC(2026, 0, 1))])
  let [runs, batch] = [0, 1]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      // Each run has a day of its own in the one store, and the day after it for what is none of its business.
      const from = Date.UTC(2026, 0, 3) + 2 * day * runs++
      const period = { from: new Date(from).toISOString(), to: new Date(from + day).toISOString(), tz: 'UTC' }
      const folder = mkdtempSync(join(tmpdir(), 'traildesk-interleaved-'))
      let journal = await openJournal(folder)
      const store = (): ReviewedStore => ({ ...base, journal, version: () => batch })
      const seen = new Map<string, number>()
      const entered: { seq: number; by: string; id: string; verdict: string }[] = []
      let [cuts, signed, late] = [0, 0, 0]

      const look = (by: string, id: string) => seen.set(`${by} ${id}`, decisions(asking(store(), '', { ids: [id] })).items[0]?.last ?? 0)
      const pressed = async ({ by, id, verdict }: { by: string; id: string; verdict: (typeof verdicts)[number] }) => {
        const saw = seen.get(`${by} ${id}`) ?? 0
        try {
          const { item } = await decide({ store: store(), sent: { by, item: itemOf(id), verdict, saw } })
          seen.set(`${by} ${id}`, item.last)
          return { seq: item.last, by, id, verdict }
        } catch (error) {
          // Refused is only who has not seen what another did, or has nothing to undo; both look again.
          if (!(error instanceof Failure)) throw error
          expect(error.problem.status).toBe(409)
          look(by, id)
          return []
        }
      }
      for (const each of steps) {
        if (each.kind === 'press') entered.push(...(await Promise.all(each.presses.map(pressed))).flat())
        else if (each.kind === 'arrive') {
          batch += 1
          await arrive(base, batch, ...each.hours.map((hour, index) => record(`${runs}-${batch}-${index}`, from + hour * 3_600_000)))
          late += each.hours.filter((hour) => hour < 24).length
        } else if (each.kind === 'sign') {
          await signOff({ store: store(), sent: { by: each.by, ...period, accounts: [], items: items.map(itemOf) }, options: {} })
          signed += 1
          late = 0
        } else {
          await journal.close()
          // No two writes begin alike: each carries the hash of the one before.
          if (each.isCut) appendFileSync(join(folder, journalFile), `{"hash":"${(cuts += 1)}`)
          journal = await openJournal(folder)
        }
      }

      await journal.close()
      journal = await openJournal(folder)
      const check = await journal.check()
      expect(check.faults).toEqual([])
      expect(check.lines).toBe(entered.length + signed + cuts)
      const written = journal.written().map(({ entry }) => entry)
      expect(written.flatMap((entry) => (entry.kind === 'decision' ? [{ seq: entry.seq, by: entry.by, id: entry.item.id, verdict: entry.verdict }] : entry.kind === 'undo' ? [{ seq: entry.seq, by: entry.by, id: entry.item.id, verdict: 'undo' }] : [])))
        .toEqual(entered.toSorted((a, b) => a.seq - b.seq))

      const told = (await signOffs(asking(store(), '', { limit: 100 }))).signOffs
      expect(told.map((each) => each.late)).toEqual(told.map((_, index) => (index === 0 ? late : 0)))
      const [newest] = told
      for (const part of newest?.lateParts ?? []) expect(await total(base.engine, fixed(filterFrom(part.filter), Date.now(), undefined), new Map(), {})).toBe(part.late)
      expect(newest?.lateParts.reduce((sum, part) => sum + part.late, 0) ?? 0).toBe(newest?.late ?? 0)
      const [itsDay] = (await calendar(asking(store(), `from=${period.from}&to=${period.to}`, {}))).days
      if (signed > 0) expect(itsDay).toMatchObject({ state: late > 0 ? 'reopened' : 'signed', late })
      else expect(itsDay?.state).toMatch(/^(missing|no records)$/)
      await journal.close()
      rmSync(folder, { recursive: true })
    }),
    { numRuns: 12 },
  )
})
