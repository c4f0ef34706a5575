import { setTimeout } from 'node:timers/promises'
import { longestBackoff } from './waits'

/** Lets requests go one after the other at an even pace, however many ask. */
export interface Pace {
  /**
   * Waits for the next place in the row.
   * @throws AbortError of the signal
   */
  turn(signal: AbortSignal): Promise<void>
  /** Lets nobody go for so many milliseconds from now. */
  hold(milliseconds: number): void
}

/** LookupEvents may be asked twice a second in each account and region, by all callers together. */
export const lookupsPerSecond = 2
/** What is left free of the time between two requests, as they do not arrive as evenly as they are sent. */
const spare = 1.02

/**
 * @param perSecond requests a second that are never exceeded
 * @param now milliseconds since any moment
 */
export function paceOf(perSecond: number, now: () => number = () => performance.now()): Pace {
  const between = (1_000 / perSecond) * spare
  let next = 0
  return {
    async turn(signal) {
      signal.throwIfAborted()
      for (;;) {
        const at = Math.max(next, now())
        // Whoever asks takes a place at once; a hold that comes meanwhile moves all places behind it.
        if (at <= now()) {
          next = at + between
          return
        }
        await setTimeout(Math.ceil(at - now()), undefined, { signal })
      }
    },
    hold(milliseconds) {
      next = Math.max(next, now() + milliseconds)
    },
  }
}

/** A wait that somebody can end. */
export interface Alarm {
  /** Waits so many milliseconds, or until it is rung or the signal is aborted; answers whether it was rung. */
  wait(milliseconds: number, signal: AbortSignal): Promise<boolean>
  /** Ends the wait, or the next if nobody waits. */
  ring(): void
}

/** An alarm that nobody has rung. */
export function alarm(): Alarm {
  let isRung = false
  let wake = () => {}
  return {
    async wait(milliseconds, signal) {
      await new Promise<void>((resolve) => {
        wake = resolve
        if (isRung) resolve()
        else setTimeout(milliseconds, undefined, { signal }).then(resolve, resolve)
      })
      const wasRung = isRung
      isRung = false
      return wasRung
    },
    ring() {
      isRung = true
      wake()
    },
  }
}

/** What any number wait for, each for so long at most. */
export interface Bell {
  /**
   * Waits so many milliseconds, or until it is rung.
   * @throws AbortError of the signal
   */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Ends the waits of all who wait now. */
  ring(): void
}

/** A bell for which nobody waits yet. */
export function bell(): Bell {
  const waiting = new Set<AbortController>()
  return {
    async wait(milliseconds, signal) {
      const rung = new AbortController()
      waiting.add(rung)
      try {
        await setTimeout(milliseconds, undefined, { signal: AbortSignal.any([signal, rung.signal]) })
      } catch {
        signal.throwIfAborted()
      } finally {
        waiting.delete(rung)
      }
    },
    ring: () => waiting.forEach((each) => each.abort()),
  }
}

/** Milliseconds to wait after so many failures in a row: twice as long each time, up to a minute, and never all at once. */
export const backoff = (failures: number, random: () => number = Math.random): number => Math.min(longestBackoff, 1_000 * 2 ** (failures - 1)) * (0.5 + random() / 2)
