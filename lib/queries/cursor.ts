import 'server-only'
import { z } from 'zod'
import { sql, type Sql } from '@/lib/engine/sql'
import { BadParameter } from '@/lib/filter/filter'
import { readMoment } from '@/lib/filter/moment'

/** A place in the order of events: a time in seconds, and the hash that orders events of one second. */
export interface Position {
  seconds: number
  hash: string
}

const shape = z
  .string()
  .regex(/^\d{1,10}-\d{1,20}$/)
  .transform((text): Position => {
    const [seconds = '', hash = ''] = text.split('-')
    return { seconds: Number(seconds), hash }
  })
  .refine(({ seconds, hash }) => seconds <= 0xffffffff && BigInt(hash) <= 0xffffffffffffffffn)

/** Spells a position as the URL takes it. */
export const spellCursor = ({ seconds, hash }: Position): string => `${seconds}-${hash}`

/**
 * Reads a position; an instant is the place before all events of its second.
 * @throws BadParameter if it is none
 */
export function readCursor(text: string): Position {
  const read = shape.safeParse(text)
  if (read.success) return read.data
  const moment = readMoment(text, 'UTC')
  if (moment?.kind === 'instant') return { seconds: moment.seconds, hash: '0' }
  throw new BadParameter('cursor', text, 'what another page gave as nextCursor or previousCursor, or an ISO 8601 instant')
}

/** The position next to this one, just newer or just older. */
export function besides({ seconds, hash }: Position, direction: 'older' | 'newer'): Position {
  const moved = (BigInt(seconds) << 64n) + BigInt(hash) + (direction === 'newer' ? 1n : -1n)
  const at = moved < 0n ? 0n : moved
  return { seconds: Number(at >> 64n), hash: String(BigInt.asUintN(64, at)) }
}

/** Events beyond a position. The first condition alone lets the engine skip what is on the other side. */
export function beyond({ seconds, hash }: Position, direction: 'older' | 'newer'): Sql {
  const time = sql`toDateTime(${seconds}, 'UTC')`
  if (direction === 'newer') return sql`time >= ${time} AND (time > ${time} OR id > toUInt64(${hash}))`
  return sql`time <= ${time} AND (time < ${time} OR id < toUInt64(${hash}))`
}
