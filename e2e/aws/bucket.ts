/** Lets so many requests a second through, of each name for itself. */
export interface Buckets {
  /** Whether one more request of this name may pass now; if so, it is counted. */
  pass(name: string): boolean
}

/** Token buckets that hold one second's worth. They fill by real time: the clock that a test sets may stand still. */
export function buckets(perSecond: number): Buckets {
  const levels = new Map<string, { tokens: number; at: number }>()
  const full = Math.max(1, perSecond)
  return {
    pass(name) {
      const now = performance.now()
      const level = levels.get(name) ?? { tokens: full, at: now }
      const tokens = perSecond === Infinity ? full : Math.min(full, level.tokens + ((now - level.at) / 1000) * perSecond)
      const passes = tokens >= 1
      levels.set(name, { tokens: passes ? tokens - 1 : tokens, at: now })
      return passes
    },
  }
}
