import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { openObjectStore, pathOfCopy } from './object-store'

const day = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01'

it.each(['../../etc/x.json', '/etc/x.json', `${day}/../../../../../../../x.json`, './/../x.json'])('keeps the copy of %s in its folder', (key) => {
  expect(join('/copies', pathOfCopy(key))).toMatch(/^\/copies\/(?!.*\.\.)/)
})

const object = (key: string) => ({ key: `${day}/${key}.json.gz`, size: 5, etag: 'x' })
const bytes = () => Readable.from([Buffer.from('he'), Buffer.from('llo')])

function place() {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-copies-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const list = join(folder, 'state', 'objects.ndjson')
  return { folder, list, open: () => openObjectStore(join(folder, 'copies'), list, () => false) }
}

it('fetches an object again of which a power cut left a part', async () => {
  const { open } = place()
  const { location } = await (await open()).put(object('a'), bytes())
  expect((await open()).has(object('a'))).toBe(true)
  truncateSync(location, 0)
  const store = await open()
  expect(store.has(object('a'))).toBe(false)
  expect(store.copyOf(object('a').key)).toBeUndefined()
})

it('knows all but what it could not write down, also of objects that come at once, and after a line that was cut off', async () => {
  const { list, open } = place()
  const store = await open()
  mkdirSync(list)
  await expect(store.put(object('lost'), bytes())).rejects.toThrow('EISDIR')
  rmdirSync(list)
  writeFileSync(list, '{"key":"cut of')
  const keys = Array.from({ length: 40 }, (_, index) => `n${index}`)
  await Promise.all(keys.map((key) => store.put(object(key), bytes())))
  expect(readFileSync(list, 'utf8').trimEnd().split('\n')).toHaveLength(41)
  const next = await open()
  expect(keys.filter((key) => !next.has(object(key)))).toEqual([])
  expect(next.has(object('lost'))).toBe(false)
})

it('copies objects whose names are longer than a disk takes, each to a place of its own', async () => {
  const { folder, open } = place()
  const store = await open()
  const keys = ['a', 'b'].map((end) => `${day}/${'ä'.repeat(450)}${end}.json.gz`)
  for (const key of keys) await store.put({ key, size: key.length, etag: 'x' }, Readable.from([Buffer.from('x'.repeat(key.length - 1) + key.at(-9))]))
  const copies = keys.map((key) => store.copyOf(key)?.path ?? '')
  expect(new Set(copies).size).toBe(2)
  for (const copy of copies) expect(copy).toMatch(/\.json\.gz$/)
  expect(copies.map((copy) => readFileSync(join(folder, 'copies', copy), 'utf8').at(-1))).toEqual(['a', 'b'])
})
