import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { z } from 'zod'

/** Runs a file of this folder in a process of its own; it is given a job, and answers, as JSON. */
export async function inChild<T>(file: string, job: object, shape: z.ZodType<T>): Promise<T> {
  const child = spawn(process.execPath, ['--import', 'tsx', `e2e/bench/${file}`], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(job))
  const [answer] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (child.exitCode !== 0) throw new Error(`${file} failed; the reason stands above.`)
  return shape.parse(JSON.parse(answer))
}

/** In such a process: the job that it was given. */
export const jobGiven = async <T>(shape: z.ZodType<T>): Promise<T> => shape.parse(JSON.parse(await text(process.stdin)))
