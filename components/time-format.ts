import { offsetAt } from '@/lib/filter/zone'

/** Every time on the screen is written here, in the zone of the Filter. */

/** Clocks change on whole quarters of an hour, and Intl is slow for the thousands of times of a page. */
const quarter = 900_000
const offsets = new Map<string, number>()

/** How far the zone's clock is ahead of UTC, in milliseconds. */
function offsetOf(date: Date, tz: string): number {
  const start = Math.floor(date.getTime() / quarter) * quarter
  const key = `${tz} ${start}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    if (offsets.size > 20_000) offsets.clear()
    offset = offsetAt(tz, start / 1_000) * 1_000
    offsets.set(key, offset)
  }
  return offset
}

function parts(date: Date, tz: string) {
  const shown = new Date(date.getTime() + (tz === 'UTC' ? 0 : offsetOf(date, tz)))
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = shown.toISOString().split(/[-T:.]/)
  return { year, month, day, weekday: weekdayNames[shown.getUTCDay()] ?? '', hour, minute, second }
}

const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthName = (month: string) => months[Number(month) - 1] ?? month

/** `2026-11-24 14:02:11` */
export function stamp(date: Date, tz: string): string {
  const { year, month, day, hour, minute, second } = parts(date, tz)
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`
}

/** `14:02`, or with seconds `14:02:11` */
export function clock(date: Date, tz: string, seconds = false): string {
  const { hour, minute, second } = parts(date, tz)
  return seconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`
}

/** `Tue 24 Nov` */
export function dayName(date: Date, tz: string): string {
  const { weekday, day, month } = parts(date, tz)
  return `${weekday} ${Number(day)} ${monthName(month)}`
}

/** Minutes since midnight, day of the month, month and weekday, as the zone's calendar has them. */
export function calendar(date: Date, tz: string): { minutes: number; seconds: number; day: number; month: number; isMonday: boolean } {
  const { hour, minute, second, day, month, weekday } = parts(date, tz)
  return { minutes: Number(hour) * 60 + Number(minute), seconds: Number(second), day: Number(day), month: Number(month), isMonday: weekday === 'Mon' }
}

/** The hour (0 to 23) and ISO weekday (Monday is 1) that the zone's clock shows. */
export function localHourOf(date: Date, tz: string): { hour: number; weekday: number } {
  const { hour, weekday } = parts(date, tz)
  return { hour: Number(hour), weekday: weekdayNames.indexOf(weekday) || 7 }
}

/** A tick on a time axis: the day at midnight, else the time of day; months and years where buckets are as long. */
export function tick(date: Date, tz: string, bucketSeconds: number): string {
  const { year, month, hour, minute, second } = parts(date, tz)
  if (bucketSeconds >= 364 * 86_400) return year
  if (bucketSeconds >= 28 * 86_400) return `${monthName(month)} ${year}`
  if (hour === '00' && minute === '00' && second === '00') return dayName(date, tz)
  return clock(date, tz, bucketSeconds < 60)
}

/** `Tue 24 Nov 2026, 14:00 to 14:15`: a stretch of time in as few words as leave no doubt. */
export function span(from: Date, to: Date, tz: string): string {
  const [a, b] = [parts(from, tz), parts(to, tz)]
  const exact = a.second !== '00' || b.second !== '00'
  const day = (date: Date, { year }: { year: string }) => `${dayName(date, tz)} ${year}`
  const start = `${day(from, a)}, ${clock(from, tz, exact)}`
  const isSameDay = a.year === b.year && a.month === b.month && a.day === b.day
  return `${start} to ${isSameDay ? '' : `${day(to, b)}, `}${clock(to, tz, exact)}`
}

/** What people of the zone call it at that time: `CET`, `GMT+9`, `UTC`. */
export function zoneName(tz: string, at: Date): string {
  if (tz === 'UTC') return tz
  const named = new Intl.DateTimeFormat('en-GB', { timeZone: tz, timeZoneName: 'short' }).formatToParts(at)
  return named.find(({ type }) => type === 'timeZoneName')?.value ?? tz
}

const ages: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600], ['month', 2_629_800], ['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
const told = new Map<string, string>()

/** `3 hours ago` */
export function age(date: Date, now: number): string {
  const seconds = (date.getTime() - now) / 1000
  if (Math.abs(seconds) < 5) return 'just now'
  const [unit, length] = ages.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1]
  const count = Math.trunc(seconds / length)
  const key = `${count} ${unit}`
  const words = told.get(key) ?? relative.format(count, unit)
  told.set(key, words)
  return words
}

/** `2026-11-24 05:02:11 UTC, 3 hours ago`: what hovering over a time tells. */
export const utcAndAge = (date: Date, now: number): string => `${stamp(date, 'UTC')} UTC, ${age(date, now)}`

/** `2 min 10 s` */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  if (whole < 172_800) return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
  return `${Math.floor(whole / 86_400)} days`
}
