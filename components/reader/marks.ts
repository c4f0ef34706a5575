import type { Reason } from '@/lib/risk/reason'
import type { Path } from './record-text'

/** The reasons of an event by where they point. */
export interface Marks {
  /** Those that point at this very value. */
  at(path: Path): Reason[]
  /** Those that point at it or at something within it. */
  within(path: Path): Reason[]
}

/** Files reasons by their path. Reasons that point at nothing are kept out: they mark no words. */
export function marksOf(reasons: readonly Reason[]): Marks {
  const exact = new Map<string, Reason[]>()
  const below = new Map<string, Reason[]>()
  const add = (map: Map<string, Reason[]>, path: Path, reason: Reason) => {
    const key = JSON.stringify(path)
    map.set(key, [...(map.get(key) ?? []), reason])
  }
  for (const reason of reasons) {
    if (reason.path.length === 0) continue
    add(exact, reason.path, reason)
    for (let depth = 0; depth <= reason.path.length; depth++) add(below, reason.path.slice(0, depth), reason)
  }
  return { at: (path) => exact.get(JSON.stringify(path)) ?? [], within: (path) => below.get(JSON.stringify(path)) ?? [] }
}
