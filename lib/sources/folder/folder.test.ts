import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { folderSource } from './folder'

function folderWith(...paths: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), '[]')
  }
  return folder
}

async function lookAt(folder: string) {
  const { files, left } = await folderSource({ name: 'logs', kind: 'folder', folder }).look(new AbortController().signal)
  return { files: files.map(({ path }) => path).sort(), left: left.map(({ path }) => path).sort() }
}

it('finds trail files at any depth, and nothing else', async () => {
  const folder = folderWith('a.json', 'AWSLogs/1/CloudTrail/x/2026/01/01/b.json.gz', 'c.ndjson', 'd.jsonl.gz', 'notes.txt', 'e.json.tmp')
  expect(await lookAt(folder)).toEqual({ files: ['AWSLogs/1/CloudTrail/x/2026/01/01/b.json.gz', 'a.json', 'c.ndjson', 'd.jsonl.gz'], left: [] })
})

it('follows no link out of the folder, nor to a folder, and says which it left', async () => {
  const elsewhere = folderWith('secret.json')
  const folder = folderWith('real/a.json')
  symlinkSync(join(elsewhere, 'secret.json'), join(folder, 'out.json'))
  symlinkSync(folder, join(folder, 'around'))
  symlinkSync(join(folder, 'real/a.json'), join(folder, 'within.json'))
  symlinkSync(join(folder, 'gone.json'), join(folder, 'nowhere.json'))
  expect(await lookAt(folder)).toEqual({ files: ['real/a.json', 'within.json'], left: ['around', 'nowhere.json', 'out.json'] })
})

it('may be a link itself', async () => {
  const folder = folderWith('a.json')
  const parent = folderWith()
  symlinkSync(folder, join(parent, 'logs'))
  expect(await lookAt(join(parent, 'logs'))).toEqual({ files: ['a.json'], left: [] })
})

it.skipIf(process.getuid?.() === 0)('says which folder it may not open', async () => {
  const folder = folderWith('closed/a.json', 'b.json')
  chmodSync(join(folder, 'closed'), 0)
  onTestFinished(() => chmodSync(join(folder, 'closed'), 0o700))
  expect(await lookAt(folder)).toEqual({ files: ['b.json'], left: ['closed'] })
})

it('says what to do when there is no such folder', async () => {
  await expect(lookAt('/nowhere/at/all')).rejects.toThrow('There is no such folder: /nowhere/at/all. Give the folder of trail files with --logs.')
})
