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
  const [, year, month, day, hour, minute, second, zone = 'Z'] = match
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const milliseconds = Date.parse(`${time}Z`)
  // Date.parse lets 30 February run over into March; a time that does not come back as it went in is none.
  const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(time)
  const offset = offsetSeconds(zone)
  return isReal && offset !== undefined ? milliseconds / 1000 - offset : undefined
}

function offsetSeconds(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}
