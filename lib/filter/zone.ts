/** Whether this is an IANA zone (offsets such as +02:00 are none: they have no calendar). */
export function isZone(tz: string): boolean {
  // Most Filters are in it, and to ask takes as long as all else of reading one: a journal has a hundred thousand.
  if (tz === 'UTC') return true
  if (!/^[A-Za-z]/.test(tz)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz })
    return true
  } catch {
    return false
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How many seconds a zone's clock is ahead of UTC at an instant (seconds since 1970), as the browser's own calendar has it. */
export function offsetAt(tz: string, seconds: number): number {
  let clock = clocks.get(tz)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en', {
      timeZone: tz, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    })
    clocks.set(tz, clock)
  }
  const shown = Object.fromEntries(clock.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds
}
