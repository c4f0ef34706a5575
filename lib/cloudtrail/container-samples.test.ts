import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Piece, readContainer } from './container'

const samples = join(process.cwd(), '../shared/samples')
const folders = ['one-hour', 'many-accounts', 'edge', 'formats']
const filesOf = (folder: string) =>
  readdirSync(join(samples, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

async function piecesOf(file: string): Promise<Piece[]> {
  const pieces: Piece[] = []
  for await (const piece of readContainer(createReadStream(file))) pieces.push(piece)
  return pieces
}

/** The records as jq sees them: canonical text, one a line. */
function byJq(files: string[]): string[] {
  const filter = 'if type=="array" then .[] elif .Records then .Records[] elif .detail then .detail elif .CloudTrailEvent then .CloudTrailEvent|fromjson else . end'
  const texts = spawnSync('zcat', ['-f', ...files], { maxBuffer: 2 ** 30 })
  const { stdout, status } = spawnSync('jq', ['-cS', filter], { input: texts.stdout, maxBuffer: 2 ** 30 })
  expect(status).toBe(0)
  return stdout.toString().trimEnd().split('\n')
}

const isAbsent = !existsSync(samples)
const title = isAbsent ? 'real logs (skipped: ../shared/samples is absent)' : 'real logs'
describe.skipIf(isAbsent)(title, () => {
  it.each(folders)('of %s give the records that zcat and jq find, and nothing unreadable', async (folder) => {
    const files = filesOf(folder)
    const raw: string[] = []
    for (const file of files) {
      for (const piece of await piecesOf(file)) {
        if (piece.kind !== 'record') throw new Error(`${file}: ${piece.reason}`)
        raw.push(piece.raw)
      }
    }
    const ours = spawnSync('jq', ['-cS', '.'], { input: raw.join('\n'), maxBuffer: 2 ** 30 }).stdout.toString().trimEnd().split('\n')
    expect(ours.sort()).toEqual(byJq(files).sort())
  })

  it('give each record byte for byte as it lies in the file', async () => {
    for (const file of folders.flatMap(filesOf)) {
      const content = readFileSync(file)
      const text = content[0] === 0x1f ? gunzipSync(content) : content
      const isLookup = text.includes('"CloudTrailEvent"')
      for (const piece of await piecesOf(file)) {
        if (piece.kind !== 'record' || isLookup) continue
        const bytes = Buffer.from(piece.raw)
        expect(text.subarray(piece.position, piece.position + bytes.length).equals(bytes)).toBe(true)
      }
    }
  })
})
