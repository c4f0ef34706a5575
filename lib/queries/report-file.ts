import 'server-only'
import { csvOf } from '@/lib/api/csv'
import type { Report, reportFileContract } from '@/lib/api/report'
import { inOnePart, type Streamed } from './export'
import type { Question } from './question'
import { report } from './report'
import type { ReviewedStore } from './store'

/** The report of a period as a file. */
export async function reportFile({ store, filter, takes: { format, ...asOf }, options }: Question<typeof reportFileContract, ReviewedStore>): Promise<Streamed> {
  const answer = await report({ store, filter, takes: asOf, options })
  const fileName = `traildesk-report-${answer.period.from.slice(0, 10)}-${answer.period.to.slice(0, 10)}.${format}`
  const text = format === 'json' ? `${JSON.stringify(answer, undefined, 2)}\n` : reportLines(answer)
  return { contentType: format === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8; header=present', fileName, parts: inOnePart(text) }
}

const heads = ['what', 'when', 'who', 'which', 'result', 'note', 'events', 'query']

/** A report as CSV: a line for each thing that it tells. */
export function reportLines({ period, asOf, events, requirements, days, signOffs, decisions, exceptions, expectations }: Report): string {
  const lines: (string | number)[][] = [
    heads,
    ['period', `${period.from}/${period.to}`, '', `zone ${period.tz}`, `as of entry ${asOf.entry} (${asOf.hash}), batch ${asOf.batch}`, '', events.count, events.filter],
    ...requirements.map(({ id, asks, shown, events: its }) => ['PCI DSS 4.0.1', '', '', id, shown, asks, its?.count ?? '', its?.filter ?? '']),
    ...days.map(({ date, state, by, late, count, filter }) => ['day', date, by.join('; '), '', state, late > 0 ? `${late} records arrived after sign-off` : '', count, filter]),
    ...signOffs.map(({ at, by, period: its, decided, open, counts, note, filter }) => ['sign-off', at, by, `${its.from}/${its.to}`, `${decided.length} decided, ${open.length} left open`, note ?? '', counts.events, filter]),
    ...decisions.map(({ at, by, item, verdict, note, undone }) => ['decision', at, by, item.title, undone ? `${verdict}, undone` : verdict, note ?? '', '', item.filter]),
    ...exceptions.leftOpen.map(({ title, filter }) => ['exception', '', '', title, 'left open', '', '', filter]),
    ...exceptions.escalated.map(({ at, by, item, note }) => ['exception', at, by, item.title, 'escalated', note ?? '', '', item.filter]),
    ...exceptions.closed.map(({ at, by, item, note }) => ['exception', at, by, item.title, 'closed', note, '', item.filter]),
    ...expectations.map(({ from, until, by, owner, reason, events: its }) => ['expectation', `${from}/${until}`, by, `owner ${owner}`, 'expected', reason, its.count, its.filter]),
  ]
  return csvOf(lines)
}
