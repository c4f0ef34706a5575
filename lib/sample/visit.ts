import type { Day } from './clock'
import type { Account, Place } from './estate'
import type { Random } from './random'
import type { Caller } from './record'

/** A session that is open, from one second of the day to another. */
export type Session = { caller: Caller; from: number; until: number }

/** Somebody about to do something at a place: when, with what chance, and where the records go. */
export type Visit = {
  day: Day
  place: Place
  second: number
  random: Random
  /** The day's open sessions. */
  book: Map<string, Session>
  /** Writes a record into the log file at hand. */
  deliver(text: string): void
  /** Writes a record that belongs into another account's log. */
  deliverTo(account: Account, second: number, text: string): void
}

/** The session kept under a name if it is open at the second of the visit, or else a new one from `open`. */
export function sessionOf(visit: Visit, name: string, open: () => Session): Caller {
  const known = visit.book.get(name)
  if (known && known.from <= visit.second && visit.second < known.until) return known.caller
  const session = open()
  visit.book.set(name, session)
  return session.caller
}
