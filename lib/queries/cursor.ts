import 'server-only'
import { z } from 'zod'
import { BadParameter } from '@/lib/filter/filter'

/** The last event of a page: its time in seconds, and the hash that orders events of one second. */
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
 * Reads a position.
 * @throws BadParameter if it is none
 */
export function readCursor(text: string): Position {
  const read = shape.safeParse(text)
  if (!read.success) throw new BadParameter('cursor', text, 'what an earlier page gave as nextCursor')
  return read.data
}
