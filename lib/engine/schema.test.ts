import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openChdb } from './chdb'
import type { Engine } from './engine'
import { migrate } from './schema'
import { sql } from './sql'

/** What a store is made of, once something was done with one of its own. */
async function madeBy(make: (engine: Engine) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-schema-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const engine = openChdb({ folder, readers: 1 })
  try {
    await make(engine)
    return await engine.rows(z.object({ of: z.string(), name: z.string(), what: z.string() }), sql`
      SELECT * FROM (SELECT table AS of, name, toString(position) || ' ' || type AS what FROM system.columns WHERE database = currentDatabase()
        UNION ALL SELECT table, name, query FROM system.projections WHERE database = currentDatabase()
        UNION ALL SELECT name, '', engine_full FROM system.tables WHERE database = currentDatabase())
      ORDER BY ALL`)
  } finally {
    await engine.close()
  }
}

it('is what it should be though the desk was killed again and again while it was made', async () => {
  const whole = await madeBy(migrate)
  const kills: number[] = []
  const resumed = await madeBy(async (engine) => {
    for (let steps = 1, isWhole = false; !isWhole; steps += 1) {
      // Each start takes one step more than the last before it is killed.
      let left = steps
      const dying: Engine = { ...engine, command: (...given) => (left-- > 0 ? engine.command(...given) : Promise.reject(new Error('the process was killed'))) }
      isWhole = await migrate(dying).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Error) || error.message !== 'the process was killed') throw error
          return false
        },
      )
      kills.push(steps)
    }
  })
  expect(kills.length).toBeGreaterThan(10)
  expect(resumed).toEqual(whole)
})
