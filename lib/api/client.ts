import type { z } from 'zod'
import { searchOf, type Filter } from '@/lib/filter/filter'
import { methodOf, type Change, type Contract } from './contract'
import { problem, type Problem } from './problem'

/** A route's answer that is a problem document, or the lack of any answer. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title)
    this.name = 'ProblemError'
  }
}

/** A contract's own parameters and the Filter as one query string, the same for the same question. */
export function questionOf(asks: object, filter?: Filter): URLSearchParams {
  const search = filter ? searchOf(filter) : new URLSearchParams()
  for (const [name, value] of Object.entries(asks)) if (value !== undefined) search.set(name, String(value))
  return search
}

/** The address at which a contract is asked; parameters that stand in its path are taken out of the search. */
export function addressOf({ path }: Pick<Contract, 'path'>, search: URLSearchParams): string {
  const rest = new URLSearchParams(search)
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name) ?? ''
    rest.delete(name)
    return encodeURIComponent(value)
  })
  return rest.size > 0 ? `${filled}?${rest}` : filled
}

/**
 * Asks a route and reads its answer by its contract.
 * @throws ProblemError whatever goes wrong, except that the caller gave up
 */
export async function ask<Takes extends z.ZodObject, Answers extends z.ZodType>(
  contract: Contract<Takes, Answers>,
  search: URLSearchParams,
  signal?: AbortSignal,
): Promise<z.output<Answers>> {
  return answerIn(contract, await fetched(addressOf(contract, search), { method: methodOf(contract), ...(signal && { signal }) }))
}

/**
 * Sends something to a route that enters it, and reads its answer by its contract.
 * @param asks what its path names
 * @throws ProblemError whatever goes wrong; status 409 if somebody was faster
 */
export async function send<Sends extends z.ZodType, Takes extends z.ZodObject, Answers extends z.ZodType>(contract: Change<Sends, Takes, Answers>, sent: z.input<Sends>, asks?: z.input<Takes>): Promise<z.output<Answers>> {
  return answerIn(contract, await fetched(addressOf(contract, questionOf(asks ?? {})), { method: methodOf(contract), body: JSON.stringify(sent) }))
}

function answerIn<Answers extends z.ZodType>(contract: { answers: Answers }, { status, body }: { status: number; body: unknown }): z.output<Answers> {
  if (status >= 400) throw new ProblemError(problemIn(body, status))
  const read = contract.answers.safeParse(body)
  if (read.success) return read.data
  throw new ProblemError({
    type: 'about:blank',
    title: 'The answer cannot be read',
    status,
    detail: read.error.issues[0] ? `${read.error.issues[0].path.join('.')}: ${read.error.issues[0].message}` : 'It is not what was agreed.',
    todo: 'This page may be older than the server: load it again.',
  })
}

async function fetched(address: string, init: { method: string; body?: string; signal?: AbortSignal }): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(address, { ...init, headers: { accept: 'application/json', ...(init.body !== undefined && { 'content-type': 'application/json' }) } })
    const text = await response.text()
    return { status: response.status, body: jsonIn(text) }
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ProblemError({
      type: 'about:blank',
      title: 'The server does not answer',
      status: 0,
      detail: error instanceof Error ? error.message : String(error),
      todo: 'See that Traildesk runs and that the network reaches it, then retry.',
    })
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemIn(body: unknown, status: number): Problem {
  const read = problem.safeParse(body)
  if (read.success) return read.data
  return { type: 'about:blank', title: `The server answered ${status}`, status, detail: '', todo: 'Retry; the server’s log says more.' }
}
