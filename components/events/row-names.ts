/**
 * Names (React's keys) for the rows that are drawn: a row keeps its name for as long as it is drawn, and one that comes
 * into view takes that of one that has left it. So the browser fills in rows that are there, which costs a third of
 * making others.
 */
export interface RowNames {
  /** The names of these events' rows, in their order. */
  of: (eventIDs: readonly string[]) => number[]
  /** The row of this event has the focus, which must not pass to another event: nobody takes its name. */
  hold: (eventID: string) => void
}

/** @param isSelecting whether text is selected: what it stands in must not be written over */
export function rowNames(isSelecting: () => boolean): RowNames {
  let names = new Map<string, number>()
  let held: string | undefined
  let most = 0
  return {
    of(eventIDs) {
      const drawn = new Set(eventIDs)
      const left = isSelecting() ? [] : [...names].filter(([eventID]) => !drawn.has(eventID) && eventID !== held)
      const free = left.map(([, name]) => name)
      names = new Map(eventIDs.map((eventID) => [eventID, names.get(eventID) ?? free.shift() ?? most++]))
      return eventIDs.map((eventID) => names.get(eventID) ?? 0)
    },
    hold(eventID) {
      held = eventID
    },
  }
}
