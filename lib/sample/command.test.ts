import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { pathsIn } from './delivered'
import { completedSample, logsIn } from './manifest'

const script = fileURLToPath(new URL('../cli/sample.mjs', import.meta.url))
const workplace = mkdtempSync(join(tmpdir(), 'traildesk-sample-'))
afterAll(() => rmSync(workplace, { recursive: true, force: true }))

it('says in one line what it made', () => {
  const out = join(workplace, 'small')
  const { stdout, status } = spawnSync(process.execPath, [
    script,
    '--out',
    out,
    '--records',
    '3000',
    '--days',
    '7',
    '--seed',
    '9',
    '--to',
    '2026-05-01T12:00:30Z',
  ])
  expect(status).toBe(0)
  expect(stdout.toString()).toMatch(/^3,000 sample records .*\n$/)
  expect(completedSample(out)).toMatchObject({
    seed: '9',
    from: '2026-04-24T12:00:00.000Z',
    to: '2026-05-01T12:00:00.000Z',
    records: 3_000,
  })
})

it('names the parameter that it cannot use', () => {
  const { stderr, status } = spawnSync(process.execPath, [script, '--out', join(workplace, 'none'), '--records', 'many'])
  expect(status).toBe(1)
  expect(stderr.toString()).toContain('--records')
})

it('leaves whole files only when it is killed, says that they are not all, and starts over', async () => {
  const out = join(workplace, 'killed')
  const child = spawn(process.execPath, [script, '--out', out, '--records', '400000', '--to', '2026-05-01T12:00:00Z'], { stdio: 'ignore' })
  while (pathsIn(logsIn(out)).length < 50) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.on('exit', resolve))

  const logs = pathsIn(logsIn(out)).filter((path) => path.endsWith('.json.gz'))
  for (const path of logs) expect(() => JSON.parse(gunzipSync(readFileSync(path)).toString())).not.toThrow()
  expect(completedSample(out)).toBeNull()

  spawnSync(process.execPath, [script, '--out', out, '--records', '2000', '--to', '2026-05-01T12:00:00Z'])
  expect(completedSample(out)?.records).toBe(2_000)
  expect(pathsIn(logsIn(out)).some((path) => path.endsWith('.tmp'))).toBe(false)
})
