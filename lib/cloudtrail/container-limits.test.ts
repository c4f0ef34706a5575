import { createGzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type Piece, readContainer } from './container'

const MB = 1024 * 1024
const record = `{"eventVersion":"1.08","eventTime":"2023-07-10T11:42:18Z","requestParameters":{${Array.from({ length: 30 }, (_, index) => `"name${index}":"value \\"${index}\\""`).join()}}}`

async function* repeated(content: string | Uint8Array, bytes: number) {
  const chunk = typeof content === 'string' ? Buffer.from(content) : content
  for (let given = 0; given < bytes; given += chunk.length) yield chunk
}

async function* records(bytes: number) {
  yield Buffer.from('{"Records":[')
  yield* repeated(`${`${record},\n`.repeat(100)}`, bytes)
  yield Buffer.from(`${record}]}`)
}

/** Reads all, and measures how the process fared: its highest memory over what it began with, and how often others had their turn. */
async function measured(bytes: AsyncIterable<Uint8Array>) {
  const counts = { record: 0, unreadable: 0, other: 0 }
  const last: Piece[] = []
  const before = process.memoryUsage().rss
  let highest = before
  let turns = 0
  const ticking = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
    turns += 1
  }, 1)
  for await (const piece of readContainer(bytes)) {
    counts[piece.kind] += 1
    if (piece.kind !== 'record' && last.length < 10) last.push(piece)
  }
  clearInterval(ticking)
  return { counts, last, memory: (highest - before) / MB, turns }
}

describe('a trail file of any size', () => {
  it('of 300 MB streams through little memory, and lets others have their turn', async () => {
    const { counts, memory, turns } = await measured(records(300 * MB))
    expect(counts.record).toBeGreaterThan((300 * MB) / (record.length + 3))
    expect(counts.unreadable).toBe(0)
    expect(memory).toBeLessThan(150)
    expect(turns).toBeGreaterThan(30)
  })

  it('that comes as one chunk of 100 MB is not read in one go', async () => {
    const whole = Buffer.alloc(100 * MB, `${record}\n`)
    const { counts, turns } = await measured(repeated(whole, 1))
    expect(counts.record).toBe(Math.floor(whole.length / (record.length + 1)))
    expect(turns).toBeGreaterThan(10)
  })

  it('that inflates to 1 GB of zeros is given up early, with one reason', async () => {
    let inflated = 0
    const source = Readable.from(repeated(Buffer.alloc(MB), 1024 * MB)).pipe(createGzip({ level: 1 }))
    source.on('data', (chunk: Buffer) => (inflated += chunk.length))
    const { counts, last, memory } = await measured(source)
    expect(counts).toEqual({ record: 0, unreadable: 1, other: 0 })
    expect(last).toMatchObject([{ kind: 'unreadable', reason: expect.stringContaining('64 MB') }])
    expect(memory).toBeLessThan(150)
    expect(inflated).toBeLessThan(3 * MB)
  })

  it.each([
    ['brackets', '[', 1],
    ['braces', '{', 1],
    ['spaces', ' ', 1],
    ['one string', '"x', 1],
    ['log lines', '[info] nothing to see here\n', 1001],
    ['nulls among the records', 'null,', 1001],
  ])('that holds nothing but %s is given up in bounded time and memory', async (_, content, atMost) => {
    async function* bytes() {
      if (content === 'null,') yield Buffer.from('{"Records":[')
      yield* repeated(content.repeat(10_000), 300 * MB)
    }
    const { counts, memory } = await measured(bytes())
    expect(counts.record).toBe(0)
    expect(counts.unreadable).toBeGreaterThan(0)
    expect(counts.unreadable).toBeLessThanOrEqual(atMost)
    expect(memory).toBeLessThan(150)
  })

  it('loses only the record that is larger than 8 MB', async () => {
    async function* bytes() {
      yield Buffer.from(`{"Records":[${record},{"eventVersion":"1.08","a":"`)
      yield* repeated('x'.repeat(10_000), 30 * MB)
      yield Buffer.from(`"},${record}]}`)
    }
    const { counts, last } = await measured(bytes())
    expect(counts).toEqual({ record: 2, unreadable: 1, other: 0 })
    expect(last).toMatchObject([{ reason: 'The record is larger than 8 MB.', excerpt: expect.stringContaining('{"eventVersion"') }])
  })

  it('may nest 10,000 levels deep', async () => {
    const deep = `{"eventID":"1","a":${'[{"b":'.repeat(5000)}1${'}]'.repeat(5000)}}`
    for (const content of [`{"Records":[${deep}]}`, deep, `{"detail-type":"CloudTrail","detail":${deep}}`]) {
      const { counts } = await measured(repeated(content, 1))
      expect(counts).toEqual({ record: 1, unreadable: 0, other: 0 })
    }
  })

  it('may come a byte at a time', async () => {
    async function* bytes() {
      for (const byte of Buffer.from(`{"Records":[${`${record},`.repeat(500)}${record}]}`)) yield Buffer.of(byte)
    }
    expect((await measured(bytes())).counts).toEqual({ record: 501, unreadable: 0, other: 0 })
  })
})
