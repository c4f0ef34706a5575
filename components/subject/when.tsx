'use client'

import { useState } from 'react'
import { HeatLegend } from '@/components/charts/heat-legend'
import { HourGrid, type HourRow } from '@/components/charts/hour-grid'
import { during, instant, only } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { dayName, localHourOf, stamp } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { startOfDay } from './start-of-day'
import { usePart } from './about'

type When = NonNullable<ReturnType<typeof usePart<'when'>>['data']>

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** How much there is a day, and how much is usual. */
export function UsualLine() {
  const when = usePart('when').data
  const fresh = usePart('new').data
  const words = ({ value, usual }: When['events']) => `${rounded(value)} (${usual.days > 0 ? `usual ${rounded(usual.low)} to ${rounded(usual.high)}` : 'no past to compare with'})`
  return (
    <p className="min-h-5">
      {when && (
        <>
          A day, on average: <span className="font-semibold">{words(when.events)}</span> events, <span className="font-semibold">{words(when.denied)}</span> denied
          {when.events.usual.days > 0 && <span className="text-soft"> against its own {when.events.usual.days} days before</span>}
        </>
      )}
      {fresh && <>; {fresh.isWhollyNew ? 'all of it is new' : `${grouped(fresh.total)} done for the first time`}</>}
    </p>
  )
}

/** Hours of a row that are out of the ordinary, by their local hour; of several the first, which is the furthest out. */
function unusualOf({ unusual }: When, tz: string, isOfRow: (start: Date) => boolean): ReadonlyMap<number, string> {
  const own = unusual.map((each) => ({ ...each, at: new Date(each.start) })).filter(({ at }) => isOfRow(at))
  return new Map(own.reverse().map(({ hour, at, why }) => [hour, `${dayName(at, tz)}: ${why}`]))
}

const rounded = (count: number) => grouped(count < 10 && !Number.isInteger(count) ? Math.round(count * 10) / 10 : Math.round(count))

/** The hours in which it is done, of the week or of each day. */
export function Hours() {
  const answer = usePart('when')
  const { filter, narrow } = usePlace()
  const [kind, setKind] = useState<'weekday' | 'day'>('weekday')
  const rowsOf = (when: When): HourRow[] =>
    kind === 'weekday'
      ? weekdays.map((label, index) => ({ key: String(index + 1), label, unusual: unusualOf(when, filter.tz, (start) => localHourOf(start, filter.tz).weekday === index + 1), cells: when.weekdayHours.slice(index * 24, index * 24 + 24), usual: when.usualWeekdayHours.slice(index * 24, index * 24 + 24) }))
      : when.days.map(({ date, hours }) => ({ key: date, label: date, cells: hours, unusual: unusualOf(when, filter.tz, (start) => stamp(start, filter.tz).startsWith(date)) })).reverse()
  const open = ({ key }: HourRow, hour: number | undefined) => {
    const narrowed = kind === 'weekday' ? only(filter, 'weekday', key) : during(filter, instant(startOfDay(key, filter.tz, 0)), instant(startOfDay(key, filter.tz, 1)))
    narrow(hour === undefined ? narrowed : only(narrowed, 'hour', String(hour)))
  }
  return (
    <Panel
      title={kind === 'weekday' ? 'Hour and weekday' : 'Hour and day'}
      answer={answer}
      isEmpty={({ counts }) => counts.every((count) => count === 0)}
      skeleton={<div className="mx-3 mb-3 h-52 animate-pulse rounded bg-hover" />}
      aside={
        <span role="group" aria-label="Rows" className="on-screen ml-auto flex">
          {(['weekday', 'day'] as const).map((each) => (
            <button key={each} type="button" className="control control-quiet aria-pressed:bg-chosen" aria-pressed={kind === each} onClick={() => setKind(each)}>
              by {each}
            </button>
          ))}
        </span>
      }
    >
      {(when) => {
        const rows = rowsOf(when)
        return (
          <>
            <HourGrid rows={rows} caption={kind === 'weekday' ? 'Events by hour and weekday' : 'Events by hour and day'} onOpen={open} />
            <div className="px-3 pb-2 text-sm">
              <HeatLegend largest={Math.max(0, ...rows.flatMap(({ cells }) => cells))} hasGaps={false} hasMarks={false} />
              {when.unusual.length > 0 && (
                <span className="ml-3 inline-flex items-center gap-1">
                  <span aria-hidden className="heat-unusual inline-block size-3.5" />
                  far beyond its own 28 days before
                </span>
              )}
            </div>
          </>
        )
      }}
    </Panel>
  )
}
