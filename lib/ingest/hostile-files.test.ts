import { spawn } from 'node:child_process'
import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from './desk-on'

const record = (eventID: string, filler = '') =>
  `{"eventID":"${eventID}","eventTime":"2026-03-01T09:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","requestParameters":{"key":"${filler}"}}`

/** One file of 300 MB of JSON, with a line end between records as no trail file has. */
function* large(): Generator<string> {
  const filler = 'x'.repeat(1000)
  yield '{"Records":[\n'
  for (let index = 0; index < 270_000; index += 1) yield `${index === 0 ? '' : ',\n'}${record(`large-${index}`, filler)}`
  yield ']}'
}

function* zeros(): Generator<Buffer> {
  const block = Buffer.alloc(1024 * 1024)
  for (let index = 0; index < 1024; index += 1) yield block
}

const said = z.object({ records: z.int(), quarantined: z.int(), delivered: z.int(), peak: z.number() })

it('loads 300 MB of JSON and survives gzip bombs in less than 2 GB, and the other files are loaded', { timeout: 300_000 }, async () => {
  const logs = temporaryFolder()
  await pipeline(Readable.from(large()), createWriteStream(join(logs, 'large.json')))
  await pipeline(Readable.from(zeros()), createGzip(), createWriteStream(join(logs, 'zeros.json.gz')))
  // A bomb that begins as a trail file does, and lies about its length: the last member's four bytes are what is believed.
  const bomb = gzipSync(Buffer.concat([Buffer.from('{"Records":[{"eventID":"bomb","a":"'), Buffer.alloc(200 * 1024 * 1024, 0x61)]))
  writeFileSync(join(logs, 'bomb.json.gz'), Buffer.concat([bomb, gzipSync('"}]}')]))
  writeFileSync(join(logs, 'good.json.gz'), gzipSync(`{"Records":[${record('good')}]}`))

  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(import.meta.dirname, 'load-and-tell.ts'), logs, temporaryFolder()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  for await (const text of child.stdout) out += String(text)
  const { records, quarantined, delivered, peak } = said.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''))
  expect({ records, quarantined, delivered }).toEqual({ records: 270_001, quarantined: 2, delivered: 270_003 })
  expect(peak).toBeLessThan(2 * 1024 ** 3)
})
