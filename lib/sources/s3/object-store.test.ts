import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { openObjectStore, pathOfCopy } from './object-store'

const day = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01'

it.each(['../../etc/x.json', '/etc/x.json', `${day}/../../../../../../../x.json`, './/../x.json'])('keeps the copy of %s in its folder', (key) => {
  expect(join('/copies', pathOfCopy(key))).toMatch(/^\/copies\/(?!.*\.\.)/)
})

it('copies objects whose names are longer than a disk takes, each to a place of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-copies-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = await openObjectStore(join(folder, 'copies'), join(folder, 'state', 'objects.ndjson'), () => false)
  const keys = ['a', 'b'].map((end) => `${day}/${'ä'.repeat(450)}${end}.json.gz`)
  for (const key of keys) await store.put({ key, size: key.length, etag: 'x' }, Readable.from([Buffer.from('x'.repeat(key.length - 1) + key.at(-9))]))
  const copies = keys.map((key) => store.copyOf(key)?.path ?? '')
  expect(new Set(copies).size).toBe(2)
  for (const copy of copies) expect(copy).toMatch(/\.json\.gz$/)
  expect(copies.map((copy) => readFileSync(join(folder, 'copies', copy), 'utf8').at(-1))).toEqual(['a', 'b'])
})
