import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { calendarContract, dayStates } from '@/lib/api/sign-offs'
import type { FixedFilter } from '@/lib/filter/filter'
import { wanted } from '@/lib/filter/spelling'
import { segmentsOf, type Segment } from '@/lib/journal/signed'
import { escalations } from '@/lib/journal/state'
import { perDay } from './per-day'
import type { Question } from './question'
import { lateRecords } from './sign-offs'
import type { ReviewedStore } from './store'

const day = 86_400_000
const mostDays = 400

/** Which days are signed, by whom, how long it took, which are missing, and which were reopened by late records. */
export async function calendar({ store, filter, options }: Question<typeof calendarContract, ReviewedStore>): Promise<Answer<typeof calendarContract>> {
  const { engine, journal } = store
  const state = journal.state()
  const now = Date.now()
  const { account } = filter.choices
  const accounts = (account?.include ?? []).flatMap((spelling) => {
    const want = wanted(spelling)
    return want.kind === 'text' && want.parts.length === 1 ? [want.parts[0] ?? ''] : [spelling]
  })
  const from = new Date(Math.max(filter.from.getTime(), filter.to.getTime() - mostDays * day))
  const span: FixedFilter = { ...filter, from, choices: account ? { account } : {} }
  const counts = await perDay(engine, span, new Map(), options)

  const days = counts.map(({ date, start, count }, index) => {
    const end = counts[index + 1]?.start ?? new Date(Math.max(span.to.getTime(), start.getTime() + 1))
    const past = Math.min(end.getTime(), Math.max(now, start.getTime()))
    return { date, start, end, count, segments: past > start.getTime() ? segmentsOf(state.signOffs, start.getTime(), past, accounts) : [] }
  })
  const signed = days.flatMap(({ segments }, index) => segments.flatMap(({ from: first, to, signOff }) => (signOff ? [{ index, batch: signOff.batch, filter: { ...span, from: new Date(first), to: new Date(to) } }] : [])))
  const late = await lateRecords(engine, signed, options)

  const covered = store.covers()
  return {
    version: journal.version(),
    days: days.map(({ date, start, end, count, segments }, index) => {
      const holding = [...new Map(segments.flatMap(({ signOff }) => (signOff ? [[signOff.seq, signOff] as const] : []))).values()]
      const arrived = signed.reduce((sum, each, place) => (each.index === index ? sum + (late[place] ?? 0) : sum), 0)
      const times = holding.flatMap(({ seconds }) => seconds ?? [])
      const isStored = covered !== undefined && start.getTime() <= covered.to * 1000 && end.getTime() > covered.from * 1000
      return {
        date, from: start.toISOString(), to: end.toISOString(), events: count, late: arrived,
        state: stateOf(segments, arrived, start.getTime() > now, isStored || count > 0),
        signOffs: holding.map(({ seq }) => seq), by: [...new Set(holding.map(({ by }) => by))],
        seconds: times.length > 0 ? times.reduce((sum, each) => sum + each, 0) : null,
        openItems: holding.reduce((sum, { open }) => sum + open.length, 0),
      }
    }),
    escalations: escalations(state).map(({ item, escalation: { by, at, note } }) => ({ item, by, at, note: note ?? null })),
    lastSigned: lastSigned(segmentsOf(state.signOffs, 0, now, accounts)),
  }
}

function stateOf(segments: readonly Segment[], late: number, isToCome: boolean, isStored: boolean): (typeof dayStates)[number] {
  if (isToCome) return 'to come'
  const signed = segments.filter(({ signOff }) => signOff !== undefined).length
  if (late > 0) return 'reopened'
  if (signed > 0) return signed === segments.length ? 'signed' : 'partly'
  return isStored ? 'missing' : 'no records'
}

const lastSigned = (segments: readonly Segment[]): string | null => {
  const last = segments.filter(({ signOff }) => signOff !== undefined).at(-1)
  return last ? new Date(last.to).toISOString() : null
}
