'use client'

import type { ReactNode } from 'react'
import { addressOf, questionOf } from '@/lib/api/client'
import { reportContract, reportFileContract, type Report } from '@/lib/api/report'
import { useAnswer } from '@/lib/api/use-answer'
import { filterFrom, type Filter } from '@/lib/filter/filter'
import { during, instant } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { TimeRange } from '@/components/filters/time-range'
import { inWords } from '@/components/filters/words'
import { ZonePicker } from '@/components/filters/zone-picker'
import { useReportParameters } from './use-report-parameters'
import { duration, span, stamp, zoneName } from '@/components/time-format'
import { CopyButton } from '@/components/ui/copy'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { dayWords } from './day-words'
import { EventsLink, ItemLink, verdictWords } from './entry-words'
import { ReportTable } from './report-table'
import { ReviewFrame } from './review-frame'
import { coverageWords } from './sign-off-list'

/** The evidence of a period, to read and to print: what was reviewed, by whom, when, and what is missing. */
export function ReportPage() {
  const { filter } = usePlace()
  const asks = useReportParameters()
  const report = useAnswer(reportContract, asks, { filter })
  const { data } = report
  return (
    <ReviewFrame title="Report">
      <div className="on-screen flex flex-wrap items-center gap-2 bg-paper px-3 py-2">
        <div className="min-w-0 max-w-full">
          <TimeRange shown={data?.period} />
        </div>
        <ZonePicker />
        {data && (
          <span className="ml-auto flex flex-wrap gap-2">
            <button type="button" className="control" onClick={() => window.print()}>Print</button>
            {(['json', 'csv'] as const).map((format) => (
              <a key={format} className="control" href={addressOf(reportFileContract, questionOf({ ...asOf(data), format }, pinned(filter, data)))}>{format.toUpperCase()}</a>
            ))}
            <CopyButton label="Copy link to this report" text={() => `${window.location.origin}/report?${questionOf(asOf(data), pinned(filter, data))}`} />
          </span>
        )}
      </div>
      <Panel title="Review of AWS CloudTrail" answer={report} isEmpty={() => false} skeleton={<div className="mx-3 mb-3 h-[40rem] animate-pulse rounded bg-hover" />}>
        {(answer) => <Body report={answer} />}
      </Panel>
    </ReviewFrame>
  )
}

const asOf = ({ asOf: { entry, batch } }: Report) => ({ entry, batch })

const pinned = (filter: Filter, { period }: Report): Filter => during(filter, instant(Date.parse(period.from)), instant(Date.parse(period.to)))

function Body({ report: { period, accounts, asOf: { entry, hash, batch }, events, identities, expected, severities, requirements, days, signOffs, decisions, exceptions, expectations } }: { report: Report }) {
  const { tz } = period
  const number = ({ count, filter }: { count: number; filter: string }) => <EventsLink filter={filter}><span className="value">{grouped(count)}</span></EventsLink>
  const time = (at: string) => <span className="value whitespace-nowrap">{stamp(new Date(at), tz)}</span>
  const signed = days.filter(({ state }) => state === 'signed' || state === 'reopened').length
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-3 pb-4">
      <div>
        <p className="font-semibold">{span(new Date(period.from), new Date(period.to), tz)} {zoneName(tz, new Date(period.from))}</p>
        <p>{accounts.length === 0 ? 'All accounts' : accounts.join(', ')}</p>
        <p className="text-soft [overflow-wrap:anywhere]">As of entry {entry} of the journal (hash <span className="value">{hash}</span>) and batch {batch} of the records.</p>
        <p className="mt-1">
          {number(events)} events by {counted(identities, 'identity', 'identities')}, {grouped(expected)} of them expected. {signed} of {counted(days.length, 'day')} signed off by {new Set(signOffs.map(({ by }) => by)).size} reviewers.
        </p>
        <p className="flex flex-wrap gap-x-4">{severities.filter(({ severity }) => severity !== 'info').map((each) => <span key={each.severity}>{each.severity}{each.severity !== 'critical' && ' or above'} {number(each)}</span>)}</p>
      </div>
      <Part title="Exceptions">
        <ul className="list-disc pl-5">
          <li>{exceptions.missingDays.length === 0 ? 'Every day is signed off.' : <>Not, or only in part, signed off: {exceptions.missingDays.join(', ')}.</>}</li>
          <li>{exceptions.late === 0 ? 'No record arrived after sign-off.' : `${counted(exceptions.late, 'record')} arrived after sign-off and ${exceptions.late === 1 ? 'was' : 'were'} not looked at since.`}</li>
          {exceptions.leftOpen.map((item) => <li key={item.id}>Left open: <ItemLink item={item} /></li>)}
          {exceptions.escalated.map(({ item, by, at, note }) => <li key={item.id}>Escalated by {by}, {time(at)}: <ItemLink item={item} />{note !== null && ` “${note}”`}</li>)}
          {exceptions.closed.map(({ item, by, at, note }) => <li key={`${item.id} ${at}`}>Escalation closed by {by}, {time(at)}: <ItemLink item={item} /> “{note}”</li>)}
        </ul>
      </Part>
      <Part title="PCI DSS 4.0.1">
        <ReportTable
          label="Requirements"
          heads={['Requirement', 'Asks for', 'Shown by', 'Events']}
          rows={requirements.map(({ id, asks, shown, events: its }) => [<span key="id" className="value">{id}</span>, asks, [shown, resultOf(id, { signed, days, decisions, exceptions })].filter(Boolean).join(': '), its ? number(its) : ''])}
        />
      </Part>
      <Part title="Days">
        <ReportTable
          label="Days"
          heads={['Day', 'State', 'Reviewer', 'Took', 'Left open', 'Late records', 'Events']}
          rows={days.map((each) => [<span key="date" className="value">{each.date}</span>, dayWords[each.state], each.by.join(', '), each.seconds === null ? '' : duration(each.seconds), String(each.openItems), grouped(each.late), number(each)])}
        />
      </Part>
      <Part title="Sign-offs">
        <ReportTable
          label="Sign-offs"
          heads={['Entry', 'When', 'Reviewer', 'Period', 'Decided', 'Open', 'Coverage at that moment', 'Events then']}
          rows={signOffs.map((each) => [String(each.seq), time(each.at), each.by, span(new Date(each.period.from), new Date(each.period.to), tz), String(each.decided.length), String(each.open.length), coverageWords(each.coverage, tz), number({ count: each.counts.events, filter: each.filter })])}
          empty="No period was signed off."
        />
      </Part>
      <Part title="Decisions">
        <ReportTable
          label="Decisions"
          heads={['Entry', 'When', 'Reviewer', 'What', 'Decision', 'Note']}
          rows={decisions.map(({ seq, at, by, item, verdict, note, undone }) => [String(seq), time(at), by, <ItemLink key="item" item={item} />, `${verdictWords[verdict]}${undone ? ', undone' : ''}`, note ?? ''])}
          empty="Nothing was decided."
        />
      </Part>
      <Part title="Expectations">
        <ReportTable
          label="Expectations"
          heads={['Entry', 'What', 'From', 'Until', 'Owner', 'Reason', 'Events']}
          rows={expectations.map((each) => [String(each.seq), inWords(filterFrom(each.filter)), time(each.from), time(each.until), each.owner, each.reason, number(each.events)])}
          empty="Nothing was expected."
        />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 print:break-inside-avoid-page">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function resultOf(id: string, { signed, days, decisions, exceptions }: Pick<Report, 'days' | 'decisions' | 'exceptions'> & { signed: number }): string {
  if (id === '10.4.1') return `${signed} of ${counted(days.length, 'day')}`
  if (id === '10.4.3') return `${counted(decisions.filter(({ verdict, undone }) => verdict === 'suspicious' && !undone).length, 'suspicious item')}, ${exceptions.escalated.length} open, ${exceptions.closed.length} closed`
  return id === '10.4.1.1' ? counted(decisions.filter(({ undone }) => !undone).length, 'decision') : ''
}
