import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))
const start = join(root, 'lib', 'cli', 'start.mjs')

/** What a desk says of itself. */
export interface Health {
  ready: boolean
  loading: boolean
  delivered: number
  records: number
  duplicates: number
  quarantined: number
  progress: number | null
  version: number
  problems: string[]
}

/** A desk that runs, as `npm start` runs it. */
export interface Desk {
  url: string
  data: string
  /** Milliseconds from the command to the state that was waited for. */
  took: number
  log(): string
  health(): Promise<Health>
  /** Waits until the desk's health is so. */
  until(holds: (health: Health) => boolean): Promise<Health>
  stop(): Promise<void>
  /** Ends it without a chance to put anything in order. */
  kill(): Promise<void>
}

interface Options {
  /** A folder of trail files; without it the desk shows its sample. */
  logs?: string
  data: string
  /** Reads an AWS account instead, where these environment variables say: endpoints, credentials. */
  aws?: { environment: Record<string, string>; regions: readonly string[] }
  /** Reads a bucket instead. */
  bucket?: { environment: Record<string, string>; url: string; options?: readonly string[] }
  /** Reads what a configuration file names, from where these environment variables say. */
  config?: { environment: Record<string, string>; file: string }
  /** Where it listens; without it, where nobody does. A browser knows a desk again by that. */
  port?: number
  /** What else its environment says. */
  variables?: Record<string, string>
  /** What to wait for: pages are served, or all that lies there is loaded. */
  until?: 'served' | 'loaded'
}

/** Longest wait for anything a desk does: no measure of speed, only an end for what hangs. */
const patience = 180_000

/** The desks of this process that run: a test that fails tells their logs. */
export const running = new Set<Desk>()

/** Starts a desk and waits for it. */
export async function startDesk({ logs, data, aws, bucket, config, port: given, variables, until = 'loaded' }: Options): Promise<Desk> {
  const port = given ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const desk = spawn(process.execPath, [start, '--data', data, ...(logs === undefined ? [] : ['--logs', logs]), ...(aws ? ['--aws', '--regions', aws.regions.join(',')] : []), ...(bucket ? ['--bucket', bucket.url, ...(bucket.options ?? [])] : []), ...(config ? ['--config', config.file] : [])], {
    cwd: root,
    env: { ...environment(port), ...aws?.environment, ...bucket?.environment, ...config?.environment, ...variables },
    // A group of its own: it ends with all that it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [desk.stdout, desk.stderr]) stream.on('data', (text: Buffer) => (log += text.toString()))
  const gone = new Promise<void>((end) => desk.once('exit', () => end())).then(() => void running.delete(started))
  const hasEnded = () => desk.exitCode !== null || desk.signalCode !== null

  const health = async (): Promise<Health> => (await fetch(`${url}/api/health`)).json() as Promise<Health>
  const wait = async (holds: (health: Health) => boolean): Promise<Health> => {
    const end = performance.now() + patience
    let last: Health | undefined
    while (performance.now() < end && !hasEnded()) {
      last = await health().catch(() => undefined)
      if (last && holds(last)) return last
      await setTimeout(150)
    }
    throw new Error(`The desk ${hasEnded() ? 'ended' : 'did not come so far'}. Health: ${JSON.stringify(last)}\nIts log:\n${log}`)
  }
  const stop = async () => {
    if (!hasEnded() && desk.pid !== undefined) {
      process.kill(-desk.pid, 'SIGTERM')
      await Promise.race([gone, setTimeout(15_000, undefined, { ref: false })])
      if (!hasEnded()) process.kill(-desk.pid, 'SIGKILL')
    }
    await gone
  }
  const kill = async () => {
    if (!hasEnded() && desk.pid !== undefined) process.kill(-desk.pid, 'SIGKILL')
    await gone
  }
  const started: Desk = { url, data, took: 0, log: () => log, health, until: wait, stop, kill }
  running.add(started)
  try {
    await wait(({ ready, loading }) => (until === 'served' ? true : ready && !loading))
  } catch (error) {
    await stop()
    throw error
  }
  started.took = performance.now() - began
  return started
}

/** Calls the desk's command where it is expected to end by itself: a refusal, or help. */
export function callDesk(options: readonly string[], port: number | string = 1): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...options], { cwd: root, encoding: 'utf8', env: environment(port), timeout: patience })
  return { status, text: `${stdout}${stderr}` }
}

/** Makes sample logs; answers how many of their records are delivered twice. */
export function makeSample(out: string, ...options: string[]): number {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'lib', 'cli', 'sample.mjs'), '--out', out, ...options], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return (JSON.parse(readFileSync(join(out, 'sample.json'), 'utf8')) as { duplicates: number }).duplicates
}

/** A new folder that the end of the run removes. */
export function folder(name: string): string {
  const run = folderOfRun()
  return mkdtempSync(join(run, `${name}-`))
}

/** The folder of this run. */
export function folderOfRun(): string {
  const run = process.env.TRAILDESK_E2E
  if (!run) throw new Error('TRAILDESK_E2E is set by playwright.config.ts')
  mkdirSync(run, { recursive: true })
  return run
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('There is no free port'))))
    })
  })
}

function environment(port: number | string): NodeJS.ProcessEnv {
  const { NODE_ENV: _, NODE_OPTIONS: __, ...rest } = process.env
  return { ...rest, NODE_ENV: 'production', PORT: String(port) }
}
