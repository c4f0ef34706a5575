import 'server-only'
import type { Engine } from '@/lib/engine/engine'
import { holdRollup } from '@/lib/engine/rolled-up'
import type { Writer } from './writer'

/** Milliseconds after a batch before the rollup is taken into memory, and between looks at whether loading has ended. */
const pause = 200
/** While batches follow, at most one part in so many of the time goes into taking it. */
const share = 20
/** Batches that were added to it, each in a piece of its own, after which it is worth taking anew. */
const manyPieces = 64

/** Keeps the rollup in memory the same as what is stored. */
export interface RollupKeeper {
  /**
   * What is stored has changed.
   * @param isAdded whether what was added to the store was added to the rollup in memory, too, and nothing was taken away
   */
  changed(isAdded: boolean): void
  stop(): Promise<void>
}

/**
 * @param isEmpty whether nothing is stored yet: then the rollup in memory, which is empty, is right
 * @param isBusy whether batches follow
 * @param onHeld is told when the rollup of all that is stored is in memory
 */
export function rollupKeeper(engine: Engine, writer: Writer, isEmpty: boolean, isBusy: () => boolean, onHeld: () => void): RollupKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  let isHeld = isEmpty
  /** Once there is too much of it, there will be: the projection answers, for good. */
  let isTooMuch = false
  let pieces = 0
  /** When it may be taken again while batches follow, in milliseconds since 1970. */
  let notBefore = 0

  const hold = async () => {
    timer = undefined
    if (isBusy() && (isHeld || Date.now() < notBefore)) return later()
    const began = Date.now()
    // In a turn of its own: what is stored stays the same meanwhile.
    const leave = await writer.storing()
    try {
      if (isStopped) return
      const taken = await holdRollup(engine).catch(() => undefined)
      // Without it, queries read the projection: whatever goes wrong here costs time, not truth.
      isHeld = taken === true
      isTooMuch = taken === false
      pieces = 0
      if (isHeld) onHeld()
    } finally {
      leave()
      notBefore = Date.now() + share * (Date.now() - began)
    }
  }
  const later = () => {
    if (isStopped || isTooMuch || timer !== undefined) return
    timer = setTimeout(() => (running = running.then(hold)), pause)
  }
  return {
    changed(isAdded) {
      isHeld &&= isAdded
      pieces += 1
      if (isHeld) onHeld()
      if (!isHeld || pieces >= manyPieces) later()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
