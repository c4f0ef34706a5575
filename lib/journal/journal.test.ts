import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkJournal, journalFile, lineOf, readLine } from './chain'
import type { Entry } from './entry'
import { openJournal } from './journal'
import { itemOf, someWhat } from './some-entries'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'traildesk-journal-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const fileIn = (at: string) => join(at, journalFile)
const checkedIn = (at: string) => checkJournal([readFileSync(fileIn(at))])

/** A journal of three decisions and a note. */
async function written(at: string) {
  const journal = await openJournal(at)
  for (const id of ['a', 'b', 'a']) await journal.append('mara', { kind: 'decision', item: itemOf(id), verdict: 'expected' })
  await journal.append('jo', { kind: 'note', on: { kind: 'event', eventID: 'e-1' }, text: 'Größe 😀' })
  await journal.close()
}

describe('the journal', () => {
  it('is whole after any mix of reviewers, restarts and cut-off writes, and loses nothing that it acknowledged', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), by: fc.constantFrom('mara', 'jo'), what: fc.array(someWhat, { minLength: 1, maxLength: 4 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), what: someWhat, share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const at = mkdtempSync(join(tmpdir(), 'traildesk-journal-'))
        let journal = await openJournal(at)
        const acknowledged: Entry[] = []
        let cuts = 0
        for (const each of steps) {
          // Written at once, as by two reviewers who press at the same moment.
          if (each.kind === 'write') acknowledged.push(...(await Promise.all(each.what.map((one, index) => journal.append(index % 2 === 0 ? each.by : 'kim', one)))))
          else {
            await journal.close()
            if (each.kind === 'cut') {
              const { line } = lineOf({ seq: journal.version() + 1, at: new Date().toISOString(), by: 'cut', ...each.what, prev: journal.head() })
              const bytes = Buffer.from(line)
              const some = bytes.subarray(0, Math.floor(each.share * bytes.length))
              appendFileSync(fileIn(at), some)
              if (some.length > 0) cuts += 1
            }
            journal = await openJournal(at)
          }
        }
        const entries = journal.written().map(({ entry }) => entry)
        const check = await journal.check()
        await journal.close()
        rmSync(at, { recursive: true })
        expect(check.faults).toEqual([])
        expect(check.lines).toBe(acknowledged.length + cuts)
        expect(entries.filter(({ kind }) => kind !== 'recovery')).toEqual(acknowledged)
        expect(entries.filter(({ kind }) => kind === 'recovery')).toHaveLength(cuts)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps what a cut-off write left, and says so', async () => {
    const at = folder()
    await written(at)
    appendFileSync(fileIn(at), '{"hash":"0123')
    const journal = await openJournal(at)
    expect(journal.written().at(-1)?.entry).toMatchObject({ seq: 5, kind: 'recovery', by: 'Traildesk', cutOff: [Buffer.from('{"hash":"0123').toString('base64')] })
    expect(existsSync(join(at, 'journal.cut-off'))).toBe(false)
    await journal.close()
  })

  it('loses nothing of a cut-off write when the desk is killed while that is put in order', async () => {
    const at = folder()
    await written(at)
    const whole = readFileSync(fileIn(at))
    const cutOff = [Buffer.from('{"ha').toString('base64'), Buffer.from('{"hash":"99').toString('base64')]
    // Killed after the first piece was set aside, and again while its entry was written.
    writeFileSync(join(at, 'journal.cut-off'), `${cutOff[0]}\n`)
    appendFileSync(fileIn(at), '{"hash":"99')
    const journal = await openJournal(at)
    expect(journal.written().at(-1)?.entry).toMatchObject({ kind: 'recovery', cutOff })
    await journal.close()
    // Killed when it was entered, before the piece was dropped.
    writeFileSync(join(at, 'journal.cut-off'), `${cutOff.join('\n')}\n`)
    const again = await openJournal(at)
    expect(again.version()).toBe(5)
    await again.close()
    expect(readFileSync(fileIn(at)).subarray(0, whole.length)).toEqual(whole)
  })

  it('opens after a cut-off write of any size, and keeps all of it', async () => {
    const at = folder()
    await written(at)
    const tail = Buffer.alloc(13_000_000, 'abc')
    appendFileSync(fileIn(at), tail)
    const journal = await openJournal(at)
    const last = journal.written().at(-1)?.entry
    await journal.close()
    expect(last?.kind === 'recovery' && last.cutOff.map((piece) => Buffer.from(piece, 'base64').toString()).join('') === tail.toString()).toBe(true)
    expect((await checkedIn(at)).faults).toEqual([])
    // Killed when it was entered, before the pieces were dropped.
    writeFileSync(join(at, 'journal.cut-off'), last?.kind === 'recovery' ? `${last.cutOff.join('\n')}\n` : '')
    const again = await openJournal(at)
    expect(again.version()).toBe(5)
    await again.close()
  })

  it('has on the disk whatever it acknowledged, though the process is killed', async () => {
    const at = folder()
    const writer = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', fileURLToPath(new URL('journal-writer.ts', import.meta.url)), at], { stdio: ['ignore', 'pipe', 'inherit'] })
    let told = ''
    await new Promise<void>((enough) => {
      writer.stdout.on('data', (text: Buffer) => {
        told += text.toString()
        if (told.split('\n').length > 40) {
          writer.kill('SIGKILL')
          enough()
        }
      })
    })
    const acknowledged = Math.max(...told.split('\n').slice(0, -1).map(Number))
    const journal = await openJournal(at)
    onTestFinished(() => journal.close())
    expect(journal.written().filter(({ entry }) => entry.kind === 'note').length).toBeGreaterThanOrEqual(acknowledged)
    expect((await journal.check()).faults).toEqual([])
  })
})

describe('one changed byte', () => {
  it('is found wherever it is, and its line is named', async () => {
    const at = folder()
    await written(at)
    const bytes = readFileSync(fileIn(at))
    for (let place = 0; place < bytes.length - 1; place += 1) {
      const changed = Buffer.from(bytes)
      changed[place] = (bytes[place] ?? 0) ^ 1
      const line = bytes.subarray(0, place).toString('latin1').split('\n').length
      const { faults } = await checkJournal([changed])
      expect(faults.length, `byte ${place}`).toBeGreaterThanOrEqual(1)
      // Without its line feed a line ends with the next.
      expect(faults[0]?.line, `byte ${place}`).toBe(line)
      if (bytes[place] !== 0x0a) expect(faults, `byte ${place}`).toHaveLength(1)
    }
  })

  it('is found in the last line feed as a write that was cut off', async () => {
    const at = folder()
    await written(at)
    const bytes = readFileSync(fileIn(at))
    const { lines, cutOff } = await checkJournal([bytes.subarray(0, -1)])
    expect([lines, cutOff.length > 0]).toEqual([3, true])
  })

  it('is told by its entry, and the desk opens all the same and writes on', async () => {
    const at = folder()
    await written(at)
    writeFileSync(fileIn(at), readFileSync(fileIn(at), 'utf8').replace('"by":"mara"', '"by":"mary"'))
    const journal = await openJournal(at)
    expect(journal.problems()).toEqual([expect.stringMatching(/Line 1, entry 1 \(decision by mary, .*its content has another hash/)])
    await journal.append('jo', { kind: 'note', on: { kind: 'event', eventID: 'e-2' }, text: 'more' })
    expect((await journal.check()).faults.map(({ line }) => line)).toEqual([1])
    await journal.close()
  })
})

describe('a line', () => {
  it('that is taken out, put in or moved is found', async () => {
    const at = folder()
    await written(at)
    const lines = readFileSync(fileIn(at), 'utf8').split(/(?<=\n)/)
    const faultsOf = async (some: string[]) => (await checkJournal([Buffer.from(some.join(''))])).faults.map(({ line }) => line)
    expect(await faultsOf(lines.filter((_, index) => index !== 1))).toContain(2)
    expect(await faultsOf([lines[0] ?? '', ...lines])).toContain(2)
    expect(await faultsOf([lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', lines[3] ?? ''])).toContain(2)
  })

  it('that was forged, with a hash of its own, is found by the line after it', async () => {
    const at = folder()
    await written(at)
    const lines = readFileSync(fileIn(at), 'utf8').split(/(?<=\n)/)
    const second = readLine(Buffer.from((lines[1] ?? '').trimEnd()))?.entry
    if (second?.kind !== 'decision') throw new Error('the second is a decision')
    lines[1] = `${lineOf({ ...second, verdict: 'suspicious' }).line}\n`
    expect((await checkJournal([Buffer.from(lines.join(''))])).faults).toMatchObject([{ line: 3, what: expect.stringMatching(/does not follow on the line before/) }])
  })

  it('that is missing at the end is found by the desk that wrote it', async () => {
    const at = folder()
    await written(at)
    const journal = await openJournal(at)
    onTestFinished(() => journal.close())
    const text = readFileSync(fileIn(at), 'utf8')
    writeFileSync(fileIn(at), text.split(/(?<=\n)/).slice(0, 3).join(''))
    expect((await journal.check()).faults.at(-1)?.what).toMatch(/entry 4 with the hash [0-9a-f]{64} was the last/)
    expect((await checkedIn(at)).faults).toEqual([])
  })
})

it('enters nothing where its writer sees that it no longer holds', async () => {
  const at = folder()
  const journal = await openJournal(at)
  onTestFinished(() => journal.close())
  const once = (by: string) =>
    journal.append(by, (state) => {
      if (state.items.has('a')) throw new Error('decided already')
      return { kind: 'decision', item: itemOf('a'), verdict: 'done' }
    })
  const results = await Promise.allSettled([once('mara'), once('jo'), once('kim')])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(journal.version()).toBe(1)
})
