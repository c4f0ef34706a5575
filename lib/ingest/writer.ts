import 'server-only'
import type { Engine } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'

/**
 * The one way into the store, which the loaders of all sources share. A batch arrives while the one before is stored; whoever
 * has waited longest comes next, so that no source holds up the others for longer than two batches.
 */
export interface Writer {
  /** Waits until a batch may arrive; answers how to let the next one. */
  arriving(): Promise<() => void>
  /** Waits until a batch may be stored; answers how to let the next one. */
  storing(): Promise<() => void>
  /** Puts off merging what batches bring until all who asked for that have given it up; answers how to. */
  holdMerges(): Promise<() => Promise<void>>
}

/** The way into a store. */
export function writerOf(engine: Engine): Writer {
  let holding = 0
  return {
    arriving: oneByOne(),
    storing: oneByOne(),
    async holdMerges() {
      holding += 1
      if (holding === 1) await engine.command(sql`SYSTEM STOP MERGES events`)
      let isHeld = true
      return async () => {
        if (!isHeld) return
        isHeld = false
        holding -= 1
        if (holding === 0) await engine.command(sql`SYSTEM START MERGES events`)
      }
    },
  }
}

/** Lets one in at a time, in the order of asking. */
function oneByOne(): () => Promise<() => void> {
  let last = Promise.resolve()
  return async () => {
    const before = last
    let leave = () => {}
    last = new Promise<void>((resolve) => (leave = resolve))
    await before
    return leave
  }
}
