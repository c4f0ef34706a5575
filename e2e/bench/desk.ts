import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { z } from 'zod'
import type { Contract } from '@/lib/api/contract'
import { healthContract } from '@/lib/api/health'
import { until } from './timing'

/** A desk that runs in processes of its own, as `npm start` runs it. */
export interface Desk {
  url: string
  /** When its process was started, on the clock of `performance`. */
  began: number
  /** The answer of a route, read and checked. */
  ask<Takes extends z.ZodObject, Answers extends z.ZodType>(contract: Contract<Takes, Answers>, path: string): Promise<z.output<Answers>>
  health(): Promise<z.output<(typeof healthContract)['answers']>>
  /** Waits until all that its folder holds is stored. */
  loaded(): Promise<void>
  /** The most memory that its server ever held, in bytes; undefined where the system does not tell. */
  peakMemory(): number | undefined
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach((each) => each.kill('SIGTERM')))

/** Where a desk reads: a folder of logs, or what other options of the command line name, and where these variables say. */
type Read = { logs: string } | { options: readonly string[]; environment: Record<string, string> }

/** Starts a desk; it is to be built and installed already. */
export async function startDesk({ data, ...read }: Read & { data: string }): Promise<Desk> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const { options, environment } = 'logs' in read ? { options: ['--logs', read.logs], environment: {} } : read
  const process_ = spawn(process.execPath, ['lib/cli/start.mjs', ...options, '--data', data], {
    env: { ...process.env, ...environment, PORT: String(port), INIT_CWD: process.cwd() },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  running.add(process_)
  let ended: string | undefined
  process_.once('exit', (code, signal) => {
    running.delete(process_)
    ended = `The desk ended by itself (${code ?? signal})`
  })
  const text = async (path: string) => {
    const answer = await fetch(`${url}${path}`)
    const body = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${body}`)
    return body
  }
  const desk: Desk = {
    url,
    began,
    ask: async (contract, path) => contract.answers.parse(JSON.parse(await text(path))),
    health: () => desk.ask(healthContract, '/api/health'),
    async loaded() {
      const isLoaded = async () => {
        if (ended !== undefined) throw new Error(ended)
        const health = await desk.health().catch(() => undefined)
        return health?.ready === true && !health.loading
      }
      await until(isLoaded, 20, 7_200, 'all records are loaded')
    },
    peakMemory: () => process_.pid === undefined ? undefined : peakBelow(process_.pid),
    async stop() {
      if (ended !== undefined) return
      process_.kill('SIGTERM')
      await once(process_, 'exit')
    },
  }
  return desk
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The highest memory of the processes below one, as Linux tells it. */
function peakBelow(pid: number): number | undefined {
  try {
    const peaks = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map((child) => {
      const own = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]
      return Math.max(Number(own ?? 0) * 1024, peakBelow(Number(child)) ?? 0)
    })
    return peaks.length > 0 ? Math.max(...peaks) : undefined
  } catch {
    return undefined
  }
}
