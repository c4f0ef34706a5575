import type { Filter } from '@/lib/filter/filter'
import { during, instant } from '@/components/filters/edit'

/** What is known of a desk where one opens the review. */
interface Known {
  /** Up to when everything is signed; undefined if nothing is. */
  signed: number | undefined
  /** The newest event that is stored; undefined if there is none. Both in milliseconds since 1970. */
  newest: number | undefined
  /** Whether much is still to be read. */
  isBehind: boolean
}

const day = 86_400_000

/**
 * What is reviewed where the address names no time: since the last sign-off, or the last day where nothing is signed or
 * nothing has arrived since. It ends with the newest event, as of what happened after that nothing is known yet; while
 * much is still to be read, that would be another time at each look, and it ends now.
 */
export function periodOf(filter: Filter, { signed, newest, isBehind }: Known): { filter: Filter; isAllSigned: boolean } {
  if (newest === undefined) return { filter, isAllSigned: false }
  const isAllSigned = signed !== undefined && newest < signed
  const end = isBehind ? undefined : instant(newest + 1_000)
  if (signed !== undefined && !isAllSigned) return { filter: during(filter, instant(signed), end), isAllSigned }
  return { filter: end ? during(filter, instant(newest + 1_000 - day), end) : filter, isAllSigned }
}

/** The Filter by which it is asked what is signed: whatever else is chosen, whole accounts are. */
export const signedBy = (filter: Filter): Filter => ({ ...filter, choices: filter.choices.account ? { account: filter.choices.account } : {} })
