'use client'

import { CalendarClock, ChevronLeft, ChevronRight } from 'lucide-react'
import type { Moment } from '@/lib/filter/moment'
import { readMoment, spellMoment } from '@/lib/filter/moment'
import type { Filter } from '@/lib/filter/filter'
import { span, stamp } from '@/components/time-format'
import { Popover } from '@/components/ui/popover'
import { useNow } from '@/components/ui/use-now'
import { during, instant } from './edit'
import { usePlace } from './place-provider'
import { useStored } from './stored'
import { TimeForm } from './time-form'

const presets = [
  { label: 'Last hour', spelling: '-1h', seconds: 3_600 },
  { label: 'Last 24 hours', spelling: '-24h', seconds: 86_400 },
  { label: 'Last 7 days', spelling: '-7d', seconds: 604_800 },
  { label: 'Last 30 days', spelling: '-30d', seconds: 2_592_000 },
]

/** The span of time: presets, from and to, and the periods before and after. `shown` is what the pictures cover. */
export function TimeRange({ shown }: { shown: { from: string; to: string } | undefined }) {
  const { filter, narrow } = usePlace()
  const stored = useStored()
  const go = (from: Moment | undefined, to: Moment | undefined) => narrow(during(filter, from, to))
  const shift = (direction: 1 | -1) => {
    if (!shown) return
    // Pressed again before the answer is there, it goes on from where the last press led.
    const at = (moment: Moment | undefined, answered: string) => (moment?.kind === 'instant' ? moment.seconds * 1_000 : Date.parse(answered))
    const [from, to] = [at(filter.from, shown.from), at(filter.to, shown.to)]
    go(instant(from + direction * (to - from)), instant(to + direction * (to - from)))
  }
  const isOld = useIsOld()
  const name = describe(filter, isOld)
  return (
    <div className="flex">
      <button type="button" className="control rounded-r-none" onClick={() => shift(-1)} disabled={!shown} aria-label="Previous period" title="Previous period">
        <ChevronLeft aria-hidden className="size-4" />
      </button>
      <Popover
        name={`Time range: ${name}`}
        className="control -mx-px min-w-0 rounded-none"
        label={
          <>
            <CalendarClock aria-hidden className="size-4 shrink-0" />
            <span className="truncate">{name}</span>
          </>
        }
      >
        {(close) => (
          <>
            <ul className="mb-3 grid grid-cols-2 gap-1">
              {presets.map(({ label, spelling, seconds }) => (
                <li key={spelling}>
                  <button
                    type="button"
                    className="control w-full"
                    onClick={() => {
                      // Of records that ended long ago, "the last hour" is the last that there is.
                      if (isOld && stored) go(instant(stored.end - seconds * 1_000), stored.to)
                      else go(spelling === '-24h' ? undefined : readMoment(spelling, filter.tz), undefined)
                      close()
                    }}
                  >
                    {label}
                    {isOld && ' stored'}
                  </button>
                </li>
              ))}
              <li className="col-span-2">
                <button
                  type="button"
                  className="control w-full"
                  disabled={!stored}
                  onClick={() => {
                    if (stored) go(stored.from, stored.to)
                    close()
                  }}
                >
                  All time
                  {stored && <span className="value truncate text-sm text-soft">{stamp(new Date(stored.start), filter.tz).slice(0, 10)} to {stamp(new Date(stored.end), filter.tz).slice(0, 10)}</span>}
                </button>
              </li>
            </ul>
            <TimeForm
              tz={filter.tz}
              from={spelled(filter.from, shown?.from, filter.tz)}
              to={spelled(filter.to, shown?.to, filter.tz)}
              onDone={(from, to) => {
                go(from, to)
                close()
              }}
            />
          </>
        )}
      </Popover>
      <button type="button" className="control rounded-l-none" onClick={() => shift(1)} disabled={!shown} aria-label="Next period" title="Next period">
        <ChevronRight aria-hidden className="size-4" />
      </button>
    </div>
  )
}

/** Whether the newest record is more than a day old: then “the last 24 hours” are the last that there are. */
export function useIsOld(): boolean {
  const stored = useStored()
  const now = useNow()
  return stored !== undefined && stored.end < now - 86_400_000
}

function spelled(moment: Moment | undefined, shown: string | undefined, tz: string): string {
  if (moment?.kind === 'relative') return moment.spelling
  const at = moment ? new Date(moment.seconds * 1_000) : shown ? new Date(shown) : undefined
  return at ? stamp(at, tz) : ''
}

/** The span as the URL has it, in words. */
export function describe({ from, to, tz }: Filter, isOld = false): string {
  if (!from && !to) return isOld ? 'Last 24 hours stored' : 'Last 24 hours'
  if (from?.kind === 'instant' && to?.kind === 'instant') return span(new Date(from.seconds * 1_000), new Date(to.seconds * 1_000), tz)
  const preset = presets.find(({ spelling }) => from && spellMoment(from) === spelling)
  if (preset && (!to || spellMoment(to) === 'now')) return preset.label
  const end = (moment: Moment | undefined, missing: string) =>
    moment === undefined ? missing : moment.kind === 'relative' ? (moment.spelling === 'now' ? 'now' : `now ${moment.spelling}`) : stamp(new Date(moment.seconds * 1_000), tz)
  return `${end(from, 'a day')} to ${end(to, 'now')}`
}
