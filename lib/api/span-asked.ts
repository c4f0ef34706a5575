import 'server-only'
import { BadParameter } from '@/lib/filter/filter'

/**
 * A span that was asked for, in seconds since 1970.
 * @throws BadParameter if it ends before it begins
 */
export function spanAsked({ from, to }: { from: string; to: string }): { from: number; to: number } {
  const span = { from: Math.floor(Date.parse(from) / 1_000), to: Math.floor(Date.parse(to) / 1_000) }
  if (span.to < span.from) throw new BadParameter('to', to, 'a time that is not before “from”')
  return span
}
