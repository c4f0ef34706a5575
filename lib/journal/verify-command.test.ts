import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { journalFile } from './chain'
import { openJournal } from './journal'
import { itemOf } from './some-entries'

const verify = (...options: string[]) => spawnSync(process.execPath, [fileURLToPath(new URL('../cli/journal-verify.mjs', import.meta.url)), ...options], { encoding: 'utf8' })

it('proves a journal whole beside a running desk, and names the line and the entry of a changed byte', async () => {
  const at = mkdtempSync(join(tmpdir(), 'traildesk-journal-'))
  const journal = await openJournal(at)
  onTestFinished(async () => {
    await journal.close()
    rmSync(at, { recursive: true })
  })
  for (const id of ['a', 'b', 'c']) await journal.append('mara', { kind: 'decision', item: itemOf(id), verdict: 'expected' })
  const noted = journal.written()[1]?.hash ?? ''

  const whole = verify('--data', at, '--head', noted)
  expect([whole.status, whole.stdout]).toEqual([0, expect.stringMatching(new RegExp(`: whole, 3 entries, \\d+ bytes, head ${journal.head()}`))])

  const file = join(at, journalFile)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('Item b', 'Item B'))
  const changed = verify('--data', at)
  expect([changed.status, changed.stderr]).toEqual([1, expect.stringMatching(/line 2, entry 2 \(decision by mara, .*\): It is not what was written/)])

  writeFileSync(file, text.split('\n').slice(0, 1).join('\n') + '\n')
  expect(verify('--data', at).status).toBe(0)
  const shortened = verify('--data', at, '--head', noted)
  expect([shortened.status, shortened.stderr]).toEqual([1, expect.stringMatching(/no entry has the hash/)])
})
