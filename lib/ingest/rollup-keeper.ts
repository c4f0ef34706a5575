import 'server-only'
import type { Engine } from '@/lib/engine/engine'
import { holdRollup } from '@/lib/engine/rolled-up'

/** Milliseconds after a batch before the rollup is taken into memory, and between looks at whether loading has ended. */
const pause = 200

/** Takes the rollup into memory whenever something was stored and nothing more is on its way. */
export interface RollupKeeper {
  /** Something was stored. */
  changed(): void
  stop(): Promise<void>
}

/**
 * @param isBusy whether batches follow: each would make the rollup in memory an old one
 * @param version another number whenever what is stored has changed
 * @param onHeld is told when the rollup of all that is stored is in memory
 */
export function rollupKeeper(engine: Engine, isBusy: () => boolean, version: () => number, onHeld: () => void): RollupKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopped = false

  const hold = async () => {
    timer = undefined
    if (isBusy()) return changed()
    const before = version()
    // Without it, queries read the projection: whatever goes wrong here costs time, not truth.
    const isHeld = await holdRollup(engine).catch(() => false)
    if (version() !== before) changed()
    else if (isHeld) onHeld()
  }
  const changed = () => {
    if (isStopped || timer !== undefined) return
    timer = setTimeout(() => (running = running.then(hold)), pause)
  }
  return {
    changed,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
