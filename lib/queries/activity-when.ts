import 'server-only'
import { z } from 'zod'
import { sql, type Sql } from '@/lib/engine/sql'
import { bucketsOf, daysOf } from '@/lib/filter/buckets'
import type { FixedFilter } from '@/lib/filter/filter'
import { localHour, localWeekday, positionAmong } from '@/lib/filter/local-time'
import { isFarBeyond, leastDays, median, unusualWords } from '@/lib/review/usual'
import type { Activity } from './activity'
import { deniedWords, type Asked } from './asked-of'
import { countedApart, type Group } from './counted'

type When = NonNullable<Activity['when']>

const day = 86_400
/** Days of its own past that it is held against. */
const past = 28
const mostDays = 62

/** When something is done, held against the 28 days before the span. */
export async function whenIs(asked: Asked): Promise<When> {
  const { filter } = asked
  const { seconds, starts } = bucketsOf(filter)
  const bucket = cells((at) => positionAmong(starts, at), starts.some((start) => start.getTime() % 900_000 !== 0))
  const hourOf = (span: FixedFilter) => cells((at) => sql`(${localWeekday(at, span)} - 1) * 24 + ${localHour(at, span)}`)
  const days = daysOf(filter).slice(-mostDays)
  const daySpan = { ...filter, from: new Date(Math.max(filter.from.getTime(), days[0]?.start.getTime() ?? 0)) }
  const dayStarts = days.map(({ start }) => start)
  const dayHour = cells((at) => sql`${positionAmong(dayStarts, at)} * 24 + ${localHour(at, daySpan)}`, dayStarts.some((start) => start.getTime() % 900_000 !== 0))
  const before = pastOf(filter)
  const isWhole = daySpan.from.getTime() === filter.from.getTime()
  const whole = [{ group: bucket, length: starts.length }, { group: hourOf(filter), length: 168 }, { group: denied(), length: 1 }]
  const byDay = { group: dayHour, length: days.length * 24 }
  const [[counts = [], weekdayHours = [], failures = [], ofDays = []], [ofLastDays], [pastHours = [], pastFailures = []]] = await Promise.all([
    countsBy(asked, filter, isWhole ? [...whole, byDay] : whole),
    isWhole ? [] : countsBy(asked, daySpan, [byDay]),
    before ? countsBy(asked, before.span, pastOnes(before)) : [],
  ])
  const dayHours = ofLastDays ?? ofDays
  const lengths = (filter.to.getTime() - filter.from.getTime()) / 1000 / day
  const total = counts.reduce(sum, 0)
  const pastDays = before ? Array.from({ length: before.days }, (_, index) => pastHours.slice(index * 24, index * 24 + 24).reduce(sum, 0)) : []
  return {
    starts: starts.map((start) => start.toISOString()),
    bucketSeconds: seconds,
    counts,
    ...bandOf(starts, seconds, before, pastHours),
    weekdayHours,
    usualWeekdayHours: weekOf(filter, before, pastHours).map((counts) => quantile([...counts].sort((a, b) => a - b), 0.5)),
    days: days.map(({ date }, index) => ({ date, hours: dayHours.slice(index * 24, index * 24 + 24) })),
    unusual: unusualOf(filter, days, dayHours, weekOf(filter, before, pastHours)),
    events: { value: total / Math.max(lengths, 1 / 24), usual: rangeOf(pastDays) },
    denied: { value: (failures[0] ?? 0) / Math.max(lengths, 1 / 24), usual: rangeOf(pastFailures) },
  }
}

const sum = (total: number, each: number) => total + each

const cells = (of: (at: Sql) => Sql, needsRecords = false): Group => ({ name: sql`cell`, of: (at) => sql`toInt32(${of(at)})`, needsRecords })

/** Failures for want of permission, by day; all else is at -1. */
const denied = (dayOf: (at: Sql) => Sql = () => sql`0`): Group => ({
  name: sql`denied`,
  of: (at) => sql`if(match(error, ${`(?i)${deniedWords}`}), toInt32(${dayOf(at)}), -1)`,
})

const countRow = z.object({ place: z.int(), value: z.coerce.number().int(), count: z.int() })

/** Events of a Filter by each of some groups alone, whose values are numbers from 0 to its length; others are left out. */
async function countsBy({ engine, keys, options }: Asked, filter: FixedFilter, by: readonly { group: Group; length: number }[]): Promise<number[][]> {
  const groups = by.map(({ group }, index) => ({ ...group, name: groupNames[index] ?? group.name }))
  const rows = await engine.rows(countRow, sql`SELECT place, value, sum(n) AS count FROM (${countedApart(filter, keys, groups)}) GROUP BY place, value`, options)
  const counts = by.map(({ length }) => Array.from({ length }, () => 0))
  for (const { place, value, count } of rows) {
    const of = counts[place]
    if (of && value >= 0 && value < of.length) of[value] = count
  }
  return counts
}

/** What groups are called beside each other. */
const groupNames = [sql`cell_a`, sql`cell_b`, sql`cell_c`, sql`cell_d`]

/** The days before the span of which something is stored, at most 28, as a Filter of whole hours; undefined if there is not one. */
function pastOf(filter: FixedFilter): { span: FixedFilter; days: number } | undefined {
  const end = Math.floor(filter.from.getTime() / 1000 / 3600) * 3600
  const first = filter.covers?.from ?? end - past * day
  const days = Math.min(past, Math.floor((end - first) / day))
  return days < 1 ? undefined : { days, span: { ...filter, from: new Date((end - days * day) * 1000), to: new Date(end * 1000) } }
}

/** Events of each hour of the past, oldest first, and failures for want of permission of each of its days. */
function pastOnes({ span, days }: { span: FixedFilter; days: number }) {
  const since = (at: Sql, seconds: number) => sql`intDiv(toUInt32(${at}) - ${span.from.getTime() / 1000}, ${seconds})`
  return [{ group: cells((at) => since(at, 3600)), length: days * 24 }, { group: denied((at) => since(at, day)), length: days }]
}

/**
 * How much is usual in each bucket: of buckets of up to an hour, at that hour of the day; of longer ones, in a stretch as
 * long; the least and most on nine of ten days.
 */
function bandOf(starts: readonly Date[], seconds: number, before: ReturnType<typeof pastOf>, hours: readonly number[]): Pick<When, 'low' | 'high'> {
  if (!before || seconds > 7 * day) return { low: [], high: [] }
  const first = before.span.from.getTime() / 1000 / 3600
  const share = Math.min(1, seconds / 3600)
  const wide = Math.max(1, Math.round(seconds / 3600))
  const bands = new Map<number, { low: number; high: number }>()
  const at = (start: Date) => {
    const hour = (((Math.floor(start.getTime() / 3_600_000) - first) % 24) + 24) % 24
    const known = bands.get(hour)
    if (known) return known
    const sums: number[] = []
    for (let index = hour; index + wide <= hours.length; index += Math.max(24, wide)) sums.push(hours.slice(index, index + wide).reduce(sum, 0) * share)
    const band = rangeOf(sums)
    bands.set(hour, band)
    return band
  }
  return { low: starts.map((start) => at(start).low), high: starts.map((start) => at(start).high) }
}

/** The past counts of each hour of the week. Clocks that change within a month move them by an hour, which is let be. */
function weekOf(filter: FixedFilter, before: ReturnType<typeof pastOf>, hours: readonly number[]): number[][] {
  const byHour = Array.from({ length: 168 }, (): number[] => [])
  const start = before ? before.span.from.getTime() : 0
  hours.forEach((count, index) => byHour[hourOfWeek(new Date(start + index * 3_600_000), filter.tz)]?.push(count))
  return byHour
}

/** The hours of these days that are far beyond what is usual at that hour of the day, furthest first. */
function unusualOf({ tz }: FixedFilter, days: readonly { date: string; start: Date }[], hours: readonly number[], week: readonly (readonly number[])[]): When['unusual'] {
  const busiest = Math.max(0, ...week.flat())
  return hours
    .flatMap((count, index) => {
      const { date, start: midnight } = days[Math.floor(index / 24)] ?? {}
      if (count === 0 || date === undefined || midnight === undefined) return []
      const hour = index % 24
      const weekday = (new Date(date).getUTCDay() + 6) % 7
      const past = Array.from({ length: 7 }, (_, each) => week[each * 24 + hour] ?? []).flat()
      const usual = median(past)
      const start = midnight.getTime() / 1000 + hour * 3_600
      const measured = { identity: '', day: 0, hour, start, count, usual, spread: median(past.map((each) => Math.abs(each - usual))), most: Math.max(0, ...past), busiest, weekdays: week[weekday * 24 + hour] ?? [] }
      return past.length >= leastDays && isFarBeyond(measured) ? [measured] : []
    })
    .sort((a, b) => b.count / Math.max(1, b.usual) - a.count / Math.max(1, a.usual))
    .map((each) => ({ start: new Date(each.start * 1000).toISOString(), hour: each.hour, count: each.count, usual: each.usual, why: unusualWords(each, tz) }))
}

const formats = new Map<string, Intl.DateTimeFormat>()
function hourOfWeek(at: Date, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23', weekday: 'short' })
  formats.set(timeZone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '') * 24 + Number(parts.hour)
}

function rangeOf(values: readonly number[]): { low: number; high: number; days: number } {
  const sorted = [...values].sort((a, b) => a - b)
  return { low: quantile(sorted, 0.05), high: quantile(sorted, 0.95), days: values.length }
}

const quantile = (sorted: readonly number[], part: number): number => {
  if (sorted.length === 0) return 0
  const at = (sorted.length - 1) * part
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0]
  return below + (above - below) * (at - Math.floor(at))
}
