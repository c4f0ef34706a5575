/** How often a family of identities did something on the days before. */
export interface Habit {
  /** On how many days. */
  days: number
  /** The most on one day. */
  most: number
}

/** A value that was never seen before, of one family of identities. */
export interface News {
  kind: 'network' | 'region' | 'account'
  family: string
  value: string
  /** Nobody else was seen with it before, either. */
  isNewToAll: boolean
  count: number
  /** Events of these that changed something. */
  changes: number
  /** Seconds since 1970, in whole quarters of an hour. */
  from: number
  to: number
}

/** What the store knows of the days before a period; nothing on the very first day. */
export interface Known {
  /** Days before the period of which there are events, at most 28. */
  pastDays: number
  /** By family and event. */
  past: ReadonlyMap<string, ReadonlyMap<string, Habit>>
  /** Events that anybody called before. */
  everSeen: ReadonlySet<string>
  newFamilies: ReadonlySet<string>
  news: readonly News[]
}

export const nothingKnown: Known = { pastDays: 0, past: new Map(), everSeen: new Set(), newFamilies: new Set(), news: [] }

/** The name under which it is kept how often an event of somebody was of high severity or above. */
export const graveHabit = (event: string): string => `${event} grave`

/** The name under which it is kept how often somebody was denied an event. */
export const deniedHabit = (event: string): string => `${event} denied`
