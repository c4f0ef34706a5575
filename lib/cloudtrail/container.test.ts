import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Piece, readContainer } from './container'

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function piecesOf(content: string | Uint8Array, chunk = 65_536): Promise<Piece[]> {
  const pieces: Piece[] = []
  for await (const piece of readContainer(chunksOf(Buffer.from(content), chunk))) pieces.push(piece)
  return pieces
}

const rawOf = (pieces: Piece[]) => pieces.flatMap((piece) => (piece.kind === 'record' ? [piece.raw] : []))
const unreadableOf = (pieces: Piece[]) => pieces.flatMap((piece) => (piece.kind === 'unreadable' ? [piece] : []))

const record = (id: number, more = '') => `{"eventVersion":"1.08","eventTime":"2023-07-10T11:42:18Z","eventID":"${id}"${more}}`
const [a, b, c] = [record(1), record(2, ',"requestParameters":{"text":"a \\" } ] { [ \\\\","deep":[[{}]]}'), record(3)]

describe('a trail file of any container', () => {
  const containers: Record<string, string> = {
    'Records, compact': `{"Records":[${a},${b},${c}]}`,
    'Records, spread over lines': `{\n  "Records": [\n    ${a},\n    ${b},\r\n    ${c}\n  ]\n}\n`,
    'Records, one a line in column one': `{"Records":[\n${a},\n${b},\n${c}\n]}`,
    'Records after and before other members': `{"foo":{"Records":[1]},"bar":"Records","Records":[${a},${b},${c}],"NextToken":"x"}`,
    'a bare array': `[${a}, ${b},\n${c}]`,
    'one record a line': `${a}\n\n${b}\r\n${c}`,
    'records with nothing between them': `${a}${b}${c}`,
    'records after a byte order mark': `\uFEFF${a}\n${b}\n${c}\n`,
    'one Records envelope a line': `{"Records":[${a}]}\n{"Records":[${b},${c}]}\n`,
    'an array of Records envelopes': `[{"Records":[${a}]},{"Records":[${b},${c}]}]`,
    'EventBridge events': [a, b, c].map((each) => `{"detail-type":"AWS API Call via CloudTrail","detail": ${each} ,"time":"x"}`).join('\n'),
    'an array of EventBridge events': `[${[a, b, c].map((each) => `{"a":{"detail":1},"detail":${each}}`).join()}]`,
    'LookupEvents output': JSON.stringify({ Events: [a, b, c].map((each) => ({ EventId: 'x', CloudTrailEvent: each })), NextToken: 'y' }),
    'LookupEvents events, one a line': [a, b, c].map((each) => JSON.stringify({ EventId: 'x', CloudTrailEvent: each })).join('\n'),
    'CloudWatch Logs': JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [a, b, c].map((message) => ({ id: '1', message })) }),
    'Firehose, several CloudWatch Logs envelopes': [a, b, c].map((message) => JSON.stringify({ logEvents: [{ message }] })).join(''),
  }

  it.each(Object.entries(containers))('%s gives each record as it was written', async (_, content) => {
    for (const chunk of [1, 7, 65_536]) {
      expect(await piecesOf(content, chunk)).toMatchObject([{ kind: 'record', raw: a }, { kind: 'record', raw: b }, { kind: 'record', raw: c }])
      expect(rawOf(await piecesOf(gzipSync(content), chunk))).toEqual([a, b, c])
    }
  })

  it.each(Object.entries(containers))('%s is read wherever the blocks of the file end', async (_, content) => {
    const bytes = Buffer.byteLength(content)
    for (let before = 1; before <= bytes; before += 1) {
      const pieces = await piecesOf(Buffer.concat([Buffer.alloc(65_536 - before, ' '), Buffer.from(content)]))
      // A byte order mark is one at the beginning, and between whole values.
      if (!content.startsWith('\uFEFF')) expect(rawOf(pieces)).toEqual([a, b, c])
    }
  })

  it('says where in the text each record begins', async () => {
    const content = `\uFEFF{"é":"ü", "Records": [ ${a},\n${b}]}`
    for (const piece of await piecesOf(content, 5)) {
      if (piece.kind !== 'record') throw new Error(piece.reason)
      const bytes = Buffer.from(content)
      expect(bytes.subarray(piece.position, piece.position + Buffer.byteLength(piece.raw)).toString()).toBe(piece.raw)
    }
  })

  it('finds the record of an EventBridge event where it lies, whatever stands around it', async () => {
    const content = `{"é":"\\"detail\\":{", "detail" : ${b} , "detail-type":"AWS Service Event via CloudTrail"}`
    expect(await piecesOf(content)).toEqual([{ kind: 'record', raw: b, position: Buffer.from(content).indexOf(b) }])
  })

  it('keeps numbers beyond a double, key order, escapes and spaces byte for byte', async () => {
    const odd = '{ "z":1.10, "eventID" : "x", "n":123456789012345678901234567890, "a":1e400, "s":"\\u00e9\\ud800\\/", "eventID":"y" }'
    expect(rawOf(await piecesOf(`{"Records":[${odd},${a}]}`))).toEqual([odd, a])
  })

  it('reads Logstash records, Korean, emoji and text that looks like markup', async () => {
    const odd = record(9, ',"@timestamp":"x","@version":"1","userAgent":"한국어 🦊 \u202f <script>alert(1)</script>"')
    expect(rawOf(await piecesOf(`${odd}\n${a}`, 3))).toEqual([odd, a])
  })

  it('reads gzip files that were put together from several', async () => {
    const content = Buffer.concat([gzipSync(`{"Records":[${a}`), gzipSync(`,${b}`), gzipSync(`,${c}]}`), Buffer.alloc(600)])
    for (const chunk of [1, 100, 65_536]) expect(rawOf(await piecesOf(content, chunk))).toEqual([a, b, c])
  })
})

describe('a file without records', () => {
  it.each([
    ['a digest file', '{"awsAccountId":"1","digestS3Object":"x","logFiles":[]}', 'digest'],
    ['an empty list of records', '{"Records":[]}', 'empty'],
    ['a list of records that is null', '{"Records":null}', 'empty'],
    ['an empty array', ' [ ] ', 'empty'],
    ['an empty file', '', 'empty'],
    ['a configuration', '{"compilerOptions":{"Records":[1,2]}}', 'other JSON'],
    ['an array of other things', '[1,"two",{"three":3},null]', 'other JSON'],
    ['a string', '"hello"', 'other JSON'],
  ])('%s is told apart from trail files and is not an error', async (_, content, what) => {
    expect(await piecesOf(content)).toMatchObject([{ kind: 'other', what }])
    expect(await piecesOf(gzipSync(content), 1)).toMatchObject([{ kind: 'other', what }])
  })
})

describe('a damaged file', () => {
  it('goes on with the next record after one that is no JSON', async () => {
    const broken = '{"eventID":nonsense{}}'
    for (const content of [`{"Records":[${a},${broken},${b}]}`, `[${a},${broken},${b}]`, `${a}\n${broken}\n${b}`]) {
      const pieces = await piecesOf(content, 3)
      expect(rawOf(pieces)).toEqual([a, b])
      expect(unreadableOf(pieces)).toMatchObject([{ position: content.indexOf(broken), reason: 'The record is not valid JSON.', excerpt: broken }])
    }
  })

  it('counts each thing among the records that is no object', async () => {
    const pieces = await piecesOf(`{"Records":[null,${a},7,"a,]\\"b",[1],${b}}]}`)
    expect(rawOf(pieces)).toEqual([a, b])
    expect(unreadableOf(pieces).map((piece) => piece.excerpt)).toEqual(['null', '7', '"a,]\\"b"', '[1]', '}'])
  })

  it('says of a record that is not UTF-8 that it is not, and reads the others', async () => {
    const content = Buffer.concat([Buffer.from(`{"Records":[${a},{"eventID":"`), Buffer.of(0xff, 0xfe), Buffer.from(`"},${b}]}`)])
    const pieces = await piecesOf(content)
    expect(rawOf(pieces)).toEqual([a, b])
    expect(unreadableOf(pieces)).toMatchObject([{ reason: 'The record is not valid UTF-8.' }])
  })

  it('goes on at the next line after one that was cut off', async () => {
    for (const half of ['{"eventVersion":"1.08","userIdentity":{"type":', '{"eventVersion":"1.0', '[', `{"Records":[${c}`, `{"Records":[{"a":"`]) {
      const pieces = await piecesOf(`${a}\n${half}\n${b}\n`, 9)
      expect(rawOf(pieces).filter((raw) => raw !== c)).toEqual([a, b])
      expect(unreadableOf(pieces)).toHaveLength(1)
    }
  })

  it('says once that what stands between or after the values is no JSON', async () => {
    const pieces = await piecesOf(`${a}\nlog line\nanother one\n${b}\ntrailing`)
    expect(rawOf(pieces)).toEqual([a, b])
    expect(unreadableOf(pieces).map((piece) => piece.reason)).toEqual(['This is not JSON.', 'This is not JSON.'])
  })

  it('names JSON among the records that is no record', async () => {
    const pieces = await piecesOf(`${a}\n{"level":"info"}\n{"level":"warn"}\n${b}`)
    expect(rawOf(pieces)).toEqual([a, b])
    expect(unreadableOf(pieces)).toMatchObject([{ position: a.length + 1, excerpt: '{"level":"info"}', reason: expect.stringContaining('1 more') }])
  })

  it('says what a file is that is not text in UTF-8', async () => {
    const reasons = []
    for (const bytes of [gzipSync(gzipSync(a)), Buffer.from('PK\x03\x04zip'), Buffer.from(`\uFEFF${a}`, 'utf16le')]) {
      reasons.push(unreadableOf(await piecesOf(bytes)).map((piece) => piece.reason))
    }
    expect(reasons).toEqual([['The file is compressed more than once.'], ['A zip archive, not JSON.'], ['Text in UTF-16; only UTF-8 is read.']])
  })

  it('shows of what is unreadable at most 200 characters, none of which can hide or reorder others', async () => {
    const [piece] = unreadableOf(await piecesOf(`\u202e\u0000\u001b[31m${'x🦊'.repeat(500)}`))
    expect(piece?.excerpt.length).toBeLessThanOrEqual(200)
    expect(piece?.excerpt).toMatch(/^···\[31mx🦊/u)
    expect(piece?.excerpt).not.toMatch(/\p{Surrogate}/u)
  })

  it('says that the gzip data is followed by something else, and gives all records before', async () => {
    const pieces = await piecesOf(Buffer.concat([gzipSync(`{"Records":[${a}]}`), Buffer.from('garbage')]))
    expect(rawOf(pieces)).toEqual([a])
    expect(unreadableOf(pieces)).toMatchObject([{ reason: expect.stringContaining('gzip') }])
  })

  it('reads on when an event of LookupEvents holds no record', async () => {
    const content = JSON.stringify({ Events: [{ CloudTrailEvent: '{"cut":' }, { CloudTrailEvent: a }] })
    expect(await piecesOf(content)).toMatchObject([{ kind: 'unreadable', position: 11 }, { kind: 'record', raw: a }])
  })

  it('hands on what the source of the bytes throws', async () => {
    async function* failing() {
      yield Buffer.from(a)
      throw Object.assign(new Error('gone'), { code: 'ENOENT' })
    }
    const read = async () => {
      for await (const piece of readContainer(failing())) expect(piece.kind).toBe('record')
    }
    await expect(read()).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('damage anywhere', () => {
  const records = Array.from({ length: 40 }, (_, index) => record(index, `,"userAgent":"${'x'.repeat(index * 7)}é\\"","list":[{},[${index}]]`))
  const plain = Buffer.from(`{"Records":[${records.join(',')}]}`)
  const ends = records.map((_, index) => Buffer.byteLength(`{"Records":[${records.slice(0, index + 1).join(',')}`))

  it('gives every record that is whole when a file is cut off at any byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 5000 }), async (length, chunk) => {
        const pieces = await piecesOf(plain.subarray(0, length), chunk)
        expect(rawOf(pieces)).toEqual(records.slice(0, ends.filter((end) => end <= length).length))
        expect(pieces.filter((piece) => piece.kind !== 'record')).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })

  it('gives every record before a byte that is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.nat(255), async (at, value) => {
        const damaged = Buffer.from(plain)
        damaged[at] = value
        const whole = records.slice(0, ends.filter((end) => end <= at).length)
        const raw = rawOf(await piecesOf(damaged, 1000))
        if (at >= '{"Records":['.length) expect(raw.slice(0, whole.length)).toEqual(whole)
      }),
      { numRuns: 1000 },
    )
  })

  it('gives every record that can still be inflated when gzip data is cut off or wrong at any byte', async () => {
    const noise = Array.from({ length: 400 }, (_, index) => record(index, `,"requestID":"${Math.sin(index + 1)}"`))
    const zipped = gzipSync(`{"Records":[${noise.join(',')}]}`)
    await fc.assert(
      fc.asyncProperty(fc.nat(zipped.length - 1), fc.boolean(), async (at, isCut) => {
        const damaged = isCut ? zipped.subarray(0, at) : Buffer.from(zipped)
        if (!isCut) damaged[at] = (damaged[at] ?? 0) ^ 0x5a
        const pieces = await piecesOf(damaged, 700)
        // A record takes about 40 bytes here, and a block of deflate begins with its code tables.
        const sure = Math.max(0, Math.floor((at / zipped.length) * noise.length) - 40)
        expect(rawOf(pieces).slice(0, sure)).toEqual(noise.slice(0, sure))
        // Bytes 3 to 9 of gzip's head hold a time and flags that nobody checks.
        if (isCut ? at > 0 : at > 9) expect(unreadableOf(pieces).length).toBeGreaterThan(0)
      }),
      { numRuns: 80 },
    )
  })

  it('gives the same whatever the chunks and the bytes are', async () => {
    const token = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', ' ', '{"Records":[', a, '"detail":', 'x', '\u0000', '\uFEFF', 'é')
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (tokens, chunk) => {
        const content = tokens.join('')
        const pieces = await piecesOf(`\n${content}`, chunk)
        const padding = 65_536 - Math.min(chunk * 5, Buffer.byteLength(content))
        const moved = await piecesOf('\n'.repeat(padding) + content)
        expect(await piecesOf(`\n${content}`)).toEqual(pieces)
        if (!content.includes('\uFEFF')) {
          expect(moved.map((piece) => ('position' in piece ? { ...piece, position: piece.position - padding + 1 } : piece))).toEqual(pieces)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
