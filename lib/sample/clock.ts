const two = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Seconds in a day of UTC. */
export const daySeconds = 86_400

/** One day of UTC: what its records and files need to write a time without making a Date of it. */
export type Day = {
  /** How many days lie between this one and the last: 0 is the day on which the logs end. */
  before: number
  /** Milliseconds since the epoch at midnight. */
  midnight: number
  /** `2026-11-24T` */
  prefix: string
}

/** The day that lies so many days before the one in which an instant lies. */
export function dayBefore(to: Date, before: number): Day {
  const midnight = Date.UTC(to.getUTCFullYear(), to.getUTCMonth(), to.getUTCDate() - before)
  return { before, midnight, prefix: new Date(midnight).toISOString().slice(0, 11) }
}

/** A second of a day as CloudTrail writes times: `2026-11-24T09:05:00Z`. */
export const timeText = (day: Day, second: number): string =>
  `${day.prefix}${two[Math.floor(second / 3600)]}:${two[Math.floor(second / 60) % 60]}:${two[second % 60]}Z`

/** As STS and IAM write times into answers: `Nov 24, 2026, 9:05:00 AM`. */
export function spokenTime(day: Day, second: number): string {
  const at = new Date(day.midnight + second * 1000)
  const hour = at.getUTCHours()
  return `${months[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}, ${hour % 12 === 0 ? 12 : hour % 12}:${
    two[at.getUTCMinutes()]
  }:${two[at.getUTCSeconds()]} ${hour < 12 ? 'AM' : 'PM'}`
}

const known = new Map<string, number>()

/** Hours by which a zone's clocks are ahead of UTC on a day, at noon. */
export function hoursAhead(zone: string, day: Day): number {
  const key = `${zone}/${day.midnight}`
  const hours = known.get(key) ?? askedHoursAhead(zone, day)
  known.set(key, hours)
  return hours
}

function askedHoursAhead(zone: string, day: Day): number {
  const noon = new Date(day.midnight + 43_200_000)
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(noon)
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d\d):(\d\d)/.exec(offset)
  if (!match) return 0
  const hours = Number(match[2]) + Number(match[3]) / 60
  return match[1] === '-' ? -hours : hours
}
