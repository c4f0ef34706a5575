import 'server-only'
import { randomUUID } from 'node:crypto'
import { EngineError } from '@/lib/engine/engine'
import { BadParameter } from '@/lib/filter/filter'
import { NotEntered } from '@/lib/journal/journal'
import type { Problem } from './problem'

/** A problem that is to be answered as it is. */
export class Failure extends Error {
  constructor(readonly problem: Omit<Problem, 'type'>) {
    super(problem.detail)
    this.name = 'Failure'
  }
}

/** The problem document of whatever was thrown. Only what was foreseen is told; the rest goes to the server's log. */
export function problemOf(error: unknown): Problem {
  return { type: 'about:blank', ...told(error) }
}

function told(error: unknown): Omit<Problem, 'type'> {
  if (error instanceof Failure) return error.problem
  if (error instanceof BadParameter) {
    const { message: detail, parameter, takes } = error
    return { title: 'A parameter cannot be read', status: 400, detail, parameter, takes, todo: `Give ${takes}.` }
  }
  if (error instanceof NotEntered) {
    process.stderr.write(`${describe(error)}\n`)
    return { title: 'Nothing was entered', status: 507, detail: error.message, todo: error.todo }
  }
  if (error instanceof EngineError && error.kind !== 'refused') return troubles[error.kind](error.message)
  const id = randomUUID()
  process.stderr.write(`error ${id} ${error instanceof Error ? describe(error) : String(error)}\n`)
  return {
    title: 'Something went wrong',
    status: 500,
    detail: `The server could not answer. Its log has the details under ${id}.`,
    todo: 'Retry. If it happens again, report it with that part of the log.',
  }
}

const describe = (error: Error): string =>
  `${error.stack ?? error.message}${error.cause instanceof Error && error.cause.message !== error.message ? `\ncaused by ${error.cause.message}` : ''}`

const narrow = 'Narrow the time, or choose an identity, a service or an event.'

const troubles: Record<Exclude<EngineError['kind'], 'refused'>, (detail: string) => Omit<Problem, 'type'>> = {
  'too slow': (detail) => ({ title: 'This takes too long', status: 504, detail, todo: narrow }),
  'out of memory': (detail) => ({ title: 'This takes too much memory', status: 504, detail, todo: narrow }),
  locked: (detail) => ({ title: 'The store is not open', status: 503, detail, todo: 'Stop the other process, or choose another data folder.' }),
  stopped: (detail) => ({ title: 'The answer was stopped', status: 503, detail, todo: 'Retry.' }),
}
