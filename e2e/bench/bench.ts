import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureApi } from './api'
import { measureAws } from './aws'
import { measureBrowser, openBrowser } from './browser'
import { measureLoad } from './load'
import { placeFor } from './logs'
import { ofAws, optionsFrom, usage } from './options'
import { jsonOf, openReport, tableOf } from './report'

const options = optionsGiven()
if (options) {
  try {
    await run(options)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

function optionsGiven() {
  try {
    const given = optionsFrom(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
    if (!given.help) return given
    process.stdout.write(`${usage}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`)
    process.exitCode = 1
  }
  return undefined
}

async function run({ records, only, minutes, objects, keep, json }: NonNullable<ReturnType<typeof optionsGiven>>): Promise<void> {
  const tell = (line: string) => void process.stderr.write(`${line}\n`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'traildesk-bench-'))
  mkdirSync(folder, { recursive: true })
  if (keep === undefined) process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

  const report = openReport(tell)
  const isOfAws = (part: string) => ofAws.some((each) => each === part)
  // What is missing is to be told before long work, not after it.
  const browser = only.includes('browser') || only.includes('queue') ? await openBrowser() : undefined
  for (const [index, size] of only.some((part) => !isOfAws(part)) ? records.entries() : []) {
    const place = placeFor(folder, size)
    tell(`${size.toLocaleString('en')} records in ${place.files.length.toLocaleString('en')} files`)
    if (only.includes('load')) await measureLoad(place, report)
    if (only.includes('api')) await measureApi(place, report, tell)
    if (browser && only.includes('browser') && index === 0) await measureBrowser(browser, place, report, tell)
    if (keep === undefined) rmSync(join(folder, String(size)), { recursive: true, force: true })
  }
  // It waits for nothing while AWS is read, which takes long: what asks a queue opens its own.
  await browser?.close()
  if (only.some(isOfAws)) await measureAws({ only: (part) => only.includes(part), folder, minutes, objects }, report, tell)
  const machine = `Measured on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}.`
  process.stdout.write(json ? `${jsonOf(report.figures)}\n` : `${tableOf(report.figures)}\n\n${machine}\n`)
}
