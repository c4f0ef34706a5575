import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asking, storeHolding } from './asking'
import { exported } from './export'
import { linesOf } from './lines'
import { someRecords } from './some-records'
import { EngineError } from '@/lib/engine/engine'
import type { Store } from './store'

const span = 'from=2023-10-26T00:00Z&to=2023-11-01T00:00Z'

async function textOf(store: Store, format: 'ndjson' | 'csv', query = span) {
  const chunks: Uint8Array[] = []
  for await (const part of (await exported(asking(store, query, { format }))).parts) chunks.push(part)
  return Buffer.concat(chunks).toString()
}

it('exports every raw record as it is stored, one a line', async () => {
  const raws = someRecords(500)
  const text = await textOf(await storeHolding(raws), 'ndjson')
  expect(text.endsWith('\n')).toBe(true)
  expect(text.trimEnd().split('\n').sort()).toEqual([...raws].sort())
})

it('puts a pretty-printed record on one line without changing what it says', async () => {
  const raw = '{\r\n  "eventID": "1",\n  "eventTime": "2023-10-28T12:00:00Z",\n  "text": "line\\nbreak\\tand\\\\n", "n": 1e400\n}'
  expect(await textOf(await storeHolding([raw]), 'ndjson')).toBe(`${raw.replace(/[\r\n]/g, '')}\n`)
})

it('exports the list’s columns, safe for a spreadsheet', async () => {
  const store = await storeHolding([{ eventID: '1', eventTime: '2023-10-28T12:00:00Z', eventName: '=HYPERLINK("http://evil","x")', userAgent: 'a,b\r\n"c"', awsRegion: '-1' }])
  const [head, ...rows] = (await textOf(store, 'csv')).split('\r\n')
  expect(head).toMatch(/^eventTime,severity,class,identityLabel,identity,/)
  expect(rows.join('\r\n')).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`)
  expect(rows.join('\r\n')).toContain(`"a,b\r\n""c"""`)
  expect(rows.join('\r\n')).toContain(`,'-1,`)
})

it('stops in the engine once nobody reads any more', async () => {
  const store = await storeHolding(someRecords(2_000))
  const gone = new AbortController()
  const question = { ...asking(store, span, { format: 'ndjson' as const }), options: { signal: gone.signal } }
  const { parts } = await exported(question)
  const read = async () => {
    for await (const part of parts) {
      expect(part.length).toBeGreaterThan(0)
      gone.abort()
    }
  }
  await expect(read()).rejects.toThrow(EngineError)
})

it('leaves pages room: a fourth export at once is refused until one of the others ends', async () => {
  const store = await storeHolding(someRecords(10))
  const begun = async () => {
    const iterator = (await exported(asking(store, span, { format: 'csv' }))).parts[Symbol.asyncIterator]()
    await iterator.next()
    return iterator
  }
  const three = [await begun(), await begun(), await begun()]
  await expect(begun()).rejects.toThrow('3 exports are under way')
  await three[0]?.return?.()
  await (await begun()).return?.()
  for (const each of three) await each.return?.()
})

it('gives lines whole, wherever the blocks of the stream end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''))), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
      const blocks = async function* () {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
      }
      const read: string[] = []
      for await (const some of linesOf(blocks())) read.push(...some)
      expect(read).toEqual(lines)
    }),
  )
})
