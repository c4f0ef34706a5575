import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { checkJournal, journalFile } from './chain'

const usage = `npm run journal:verify [-- [--data DIR] [--head HASH]]

Reads a journal from its first byte to its last and holds every line against its hash and the line before. A desk may run meanwhile.

  --data DIR   the data folder, or the journal itself; without it, every data folder in .traildesk
  --head HASH  a hash that was noted (on a sign-off, a report, the page Journal): it must still be there`

const calledFrom = process.env.INIT_CWD ?? process.cwd()

/** The journals that are meant. */
function journalsIn(data: string | undefined): string[] {
  if (data !== undefined) {
    const path = resolve(calledFrom, data)
    return [existsSync(path) && statSync(path).isDirectory() ? join(path, journalFile) : path]
  }
  const home = fileURLToPath(new URL('../../.traildesk', import.meta.url))
  return existsSync(home) ? readdirSync(home).map((folder) => join(home, folder, journalFile)).filter((path) => existsSync(path)) : []
}

async function verify(path: string, noted: string | undefined): Promise<boolean> {
  if (!existsSync(path)) {
    console.error(`There is no journal ${path}.`)
    return false
  }
  let isFound = noted === undefined
  const { lines, bytes, head, faults, cutOff } = await checkJournal(createReadStream(path), ({ stated }) => {
    if (stated === noted) isFound = true
  })
  for (const { line, entry, what } of faults) console.error(`${path}\n  line ${line}${entry === null ? '' : `, entry ${entry}`}: ${what}`)
  if (!isFound) console.error(`${path}\n  no entry has the hash ${noted}: entries are missing, or it is another journal`)
  if (cutOff.length > 0) console.log(`${path}\n  ends with ${cutOff.length} bytes of a write that is under way, or was cut off; the desk keeps them at its next start`)
  const isWhole = faults.length === 0 && isFound
  console.log(`${path}: ${isWhole ? 'whole' : 'NOT WHOLE'}, ${lines} entries, ${bytes} bytes, head ${head}`)
  return isWhole
}

try {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { data: text, head: text, help: { type: 'boolean', short: 'h' } } })
  if (values.help) console.log(usage)
  else {
    const journals = journalsIn(values.data)
    if (journals.length === 0) console.log('There is no journal yet: nothing was decided. Name a data folder with --data.')
    for (const path of journals) if (!(await verify(path, values.head))) process.exitCode = 1
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  process.exitCode = 2
}
