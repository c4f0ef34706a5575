import type { Json } from './record'

/** The latest second that the store can hold: 2106-02-07T06:28:15Z. */
const LATEST = 2 ** 32 - 1
/** Numbers from here on are milliseconds: as seconds they would lie in the year 5138. */
const LEAST_MILLISECONDS = 1e11

const extended = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/i
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/i

/**
 * The whole second of an event time, or undefined if it is no time or outside 1970-01-01 to 2106-02-07.
 * Takes ISO 8601 (`T` or space, fractions, `Z`, an offset or none, which is UTC; also `20131102T010628Z`) and epoch numbers.
 */
export function eventSeconds(value: Json | undefined): number | undefined {
  const seconds = typeof value === 'string' ? isoSeconds(value) : typeof value === 'number' ? epochSeconds(value) : undefined
  return seconds !== undefined && seconds >= 0 && seconds <= LATEST ? seconds : undefined
}

const epochSeconds = (value: number) => Math.floor(value >= LEAST_MILLISECONDS ? value / 1000 : value)

function isoSeconds(text: string): number | undefined {
  const match = extended.exec(text) ?? basic.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // Date.UTC lets 30 February run over into March; a time that does not come back as it went in is none.
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day &&
    date.getUTCHours() === hour && date.getUTCMinutes() === minute && date.getUTCSeconds() === second
  const offset = offsetSeconds(match[7] ?? 'Z')
  return isReal && offset !== undefined ? date.getTime() / 1000 - offset : undefined
}

function offsetSeconds(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}
