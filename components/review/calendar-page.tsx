'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { Answer } from '@/lib/api/contract'
import { calendarContract } from '@/lib/api/sign-offs'
import { useAnswer } from '@/lib/api/use-answer'
import { searchOf, type Filter } from '@/lib/filter/filter'
import { readMoment } from '@/lib/filter/moment'
import { during } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { useStored } from '@/components/filters/stored'
import { duration, stamp, zoneName } from '@/components/time-format'
import { compact, counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { useNow } from '@/components/ui/use-now'
import { dayWords } from './day-words'
import { Escalations } from './escalations'
import { ReviewFrame } from './review-frame'
import { SignOffList } from './sign-off-list'

type Calendar = Answer<typeof calendarContract>
type Day = Calendar['days'][number]

/** Which days are signed, by whom, how long it took, which are missing, and what was escalated. */
export function CalendarPage() {
  const { filter, addressOf } = usePlace()
  const stored = useStored()
  const now = useNow()
  const weeks = filter.from && filter.to ? filter : stored ? sixWeeks(filter, Math.min(now, stored.end + 14 * day)) : undefined
  const calendar = useAnswer(calendarContract, {}, { ...(weeks && { filter: weeks }), enabled: weeks !== undefined })
  const first = calendar.data?.days[0]?.date
  const last = calendar.data?.days.at(-1)?.date
  return (
    <ReviewFrame title="Calendar">
      <Panel
        title="Signed days"
        answer={calendar}
        isEmpty={() => false}
        skeleton={<div className="mx-3 mb-3 h-[28rem] animate-pulse rounded bg-hover" />}
        aside={
          first !== undefined && last !== undefined && (
            <nav aria-label="Weeks" className="on-screen ml-auto flex items-center gap-1">
              <Link className="control" href={addressOf(between(filter, dateAfter(first, -42), first))} aria-label="Six weeks before" prefetch={false}><ChevronLeft aria-hidden className="size-4" /></Link>
              <span className="value">{first} to {last} <span className="text-soft">{zoneName(filter.tz, new Date(now))}</span></span>
              <Link className="control" href={addressOf(between(filter, dateAfter(last, 1), dateAfter(last, 43)))} aria-label="Six weeks after" prefetch={false}><ChevronRight aria-hidden className="size-4" /></Link>
            </nav>
          )
        }
      >
        {(data) => (
          <>
            <Summary calendar={data} />
            <div aria-hidden className="hidden grid-cols-7 border-t border-line text-sm text-soft wide:grid">
              {data.days.slice(0, 7).map(({ from }) => <span key={from} className="px-2 py-0.5">{weekdayOf(from, filter.tz)}</span>)}
            </div>
            <ol aria-label="Days" className="grid grid-cols-1 wide:grid-cols-7">
              {data.days.map((each) => <DayCell key={each.date} of={each} filter={filter} />)}
            </ol>
          </>
        )}
      </Panel>
      {calendar.data && <Escalations escalations={calendar.data.escalations} tz={filter.tz} />}
      <SignOffList />
    </ReviewFrame>
  )
}

function Summary({ calendar: { days } }: { calendar: Calendar }) {
  const count = (state: Day['state']) => days.filter((each) => each.state === state).length
  const late = days.reduce((sum, each) => sum + each.late, 0)
  return (
    <p role="status" aria-label="Signed days" className="flex flex-wrap gap-x-4 px-3 pb-2">
      <span>{counted(count('signed') + count('reopened'), 'day')} signed</span>
      <span>{count('partly')} in part</span>
      <span className={count('missing') > 0 ? 'font-semibold' : ''}>{count('missing')} not signed</span>
      {late > 0 && <span className="bg-mark px-1 font-semibold">{counted(late, 'record')} arrived after sign-off</span>}
    </p>
  )
}

const marks: Record<Day['state'], { sign: string; className: string }> = {
  signed: { sign: '✓', className: '' },
  reopened: { sign: '↺', className: 'bg-mark' },
  partly: { sign: '◐', className: '' },
  missing: { sign: '○', className: 'font-semibold' },
  'no records': { sign: '', className: 'text-soft' },
  'to come': { sign: '', className: 'text-soft' },
}

/** One day: a link to its review or, once it is signed, to what is behind it. */
function DayCell({ of: { date, from, to, state, events, late, by, seconds, openItems, signOffs }, filter }: { of: Day; filter: Filter }) {
  const { sign, className } = marks[state]
  const search = searchOf({ ...filter, from: undefined, to: undefined })
  search.set('from', from)
  search.set('to', to)
  return (
    <li className={`border-t border-line wide:min-h-24 wide:border-r ${state === 'no records' ? 'hatched' : ''} ${state === 'no records' || state === 'to come' ? 'max-wide:hidden' : ''}`}>
      <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-2 px-2 py-1 wide:grid-cols-1">
        <Link href={`/?${search}`} prefetch={false} className="link value w-fit whitespace-nowrap">
          {date}
        </Link>
        <div className="min-w-0">
          <p className="flex flex-wrap gap-x-1.5">
            <span className={`px-0.5 ${state === 'no records' ? 'bg-paper' : className}`}><span aria-hidden>{sign} </span>{dayWords[state]}</span>
            {by.length > 0 && <span className="min-w-0 [overflow-wrap:anywhere]">by {by.join(', ')}</span>}
          </p>
          {late > 0 && (
            <p><Link className="link" prefetch={false} href={`#sign-off-${signOffs.at(-1)}`}>{counted(late, 'record')} late</Link></p>
          )}
          <p className="flex flex-wrap gap-x-2 text-sm text-soft">
            {events > 0 && <span title={counted(events, 'event')}>{events < 10_000 ? grouped(events) : compact(events)} events</span>}
            {seconds !== null && <span>{duration(seconds)}</span>}
            {openItems > 0 && <span>{openItems} left open</span>}
          </p>
        </div>
      </div>
    </li>
  )
}

const day = 86_400_000

/** Six weeks that end with the week of a moment. */
function sixWeeks(filter: Filter, end: number): Filter {
  const today = stamp(new Date(end), filter.tz).slice(0, 10)
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  return between(filter, dateAfter(today, -weekday - 35), dateAfter(today, 7 - weekday))
}

/** From the beginning of one date to that of another, in the zone of the Filter. */
const between = (filter: Filter, from: string, to: string): Filter => during(filter, readMoment(from, filter.tz), readMoment(to, filter.tz))

const dateAfter = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

const weekdayOf = (at: string, tz: string) => new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: tz }).format(new Date(Date.parse(at) + day / 2))
